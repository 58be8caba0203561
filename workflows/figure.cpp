#include "workflows/figure.h"

#include <algorithm>

#include "workflows/check.h"
#include "workflows/suggest.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::ranges::find(list, word) != list.end();
}

bool named_in(const Duty& duty, const Indicator& indicator) {
    return contains(indicator.reviewed_in, duty.id) || contains(duty.registers, indicator.id);
}

std::string listed(const std::vector<std::string>& ids, Language language) {
    std::string text;
    for (const std::string& id : ids)
        text += (text.empty() ? "" : ", ") + id;
    return text.empty() ? in_words(language, "không có", "none") : text;
}

// The duties that take the indicator in a role.
std::vector<std::string> duties_taking(const Campaign& campaign, const Indicator& indicator,
                                       FigureRole role) {
    std::vector<std::string> ids;
    for (const Duty& duty : campaign.duties) {
        if (role_in(campaign, duty, indicator) == role && gives(campaign, duty, indicator, role))
            ids.push_back(duty.id);
    }
    return ids;
}

class FigureReader {
public:
    FigureReader(const Campaign& campaign, const Duty& duty, Language language)
        : campaign_(campaign), duty_(duty), language_(language) {}

    std::variant<Figure, Refusal> read(const GivenFigure& given) const {
        const Indicator* indicator = campaign_.indicator(given.indicator);
        if (!indicator) return unknown(given.indicator);
        const auto role = role_in(campaign_, duty_, *indicator);
        if (!role) return not_here(*indicator);
        if (!gives(campaign_, duty_, *indicator, *role)) return not_its_level(*indicator, *role);
        const auto value = parse_decimal(given.value);
        if (!value) return not_a_number(given);
        if (thousands_or_decimals(given.value)) return two_meanings(*indicator, given.value);
        switch (fault_of(*indicator, *value)) {
            case ValueFault::none: return Figure{indicator->id, *role, *value};
            case ValueFault::negative:
                return refuse("figure_negative", *indicator, given.value,
                              "không thể nhỏ hơn 0; cần số từ 0 trở lên",
                              "cannot lie below 0; give 0 or more");
            case ValueFault::above_hundred:
                return refuse("figure_above_hundred", *indicator, given.value,
                              "là tỷ lệ nên không thể quá 100%; cần số từ 0 đến 100",
                              "is a share and cannot pass 100 %; give a number from 0 to 100");
            case ValueFault::not_whole:
                return refuse("figure_not_whole", *indicator, given.value,
                              "đếm từng cái nên không có phần thập phân; cần số nguyên",
                              "counts things and has no decimals; give a whole number");
        }
        CHECK(false);
    }

    Refusal twice(const std::string& id) const {
        return {"figure_twice",
                in_words(language_, "Chỉ tiêu «" + id + "» được nêu hai lần; mỗi chỉ tiêu một số",
                         "Indicator «" + id + "» is given twice; give one number of each")};
    }

private:
    Refusal refuse(std::string code, const Indicator& indicator, const std::string& value,
                   const std::string& vi, const std::string& en) const {
        return {std::move(code),
                in_words(language_, "Số «" + value + "» của chỉ tiêu «" + indicator.id + "» " + vi,
                         "«" + value + "» of indicator «" + indicator.id + "» " + en)};
    }

    Refusal two_meanings(const Indicator& indicator, const std::string& value) const {
        const auto point = value.find('.');
        const std::string whole = value.substr(0, point) + value.substr(point + 1);
        const std::string parted = value.substr(0, point) + "," + value.substr(point + 1);
        return refuse("figure_thousands", indicator, value,
                      "có thể đọc là " + whole + " hoặc " + parted + "; cần viết «" + whole +
                          "» hoặc «" + parted + "»",
                      "may be read as " + whole + " or as " + parted + "; write «" + whole +
                          "» or «" + parted + "»");
    }

    Refusal unknown(const std::string& id) const {
        std::vector<std::string> all;
        std::vector<std::string> taken;
        for (const Indicator& one : campaign_.indicators) {
            all.push_back(one.id);
            const auto role = role_in(campaign_, duty_, one);
            if (role && gives(campaign_, duty_, one, *role)) taken.push_back(one.id);
        }
        const auto near = nearest(id, all);
        const std::string vi =
            near ? "có phải là «" + *near + "»?" : "nghĩa vụ này nhận: " + listed(taken, language_);
        const std::string en =
            near ? "did you mean «" + *near + "»?" : "this duty takes: " + listed(taken, language_);
        return {"figure_unknown",
                in_words(language_, "Kế hoạch không có chỉ tiêu «" + id + "»; " + vi,
                         "The plan has no indicator «" + id + "»; " + en)};
    }

    Refusal not_here(const Indicator& indicator) const {
        const auto targets =
            listed(duties_taking(campaign_, indicator, FigureRole::target), language_);
        const auto actuals =
            listed(duties_taking(campaign_, indicator, FigureRole::actual), language_);
        return {
            "figure_not_here",
            in_words(language_,
                     "Nghĩa vụ «" + duty_.id + "» không đăng ký và không báo cáo chỉ tiêu «" +
                         indicator.id + "»; nơi đăng ký: " + targets + "; nơi báo cáo: " + actuals,
                     "Duty «" + duty_.id + "» neither registers nor reports indicator «" +
                         indicator.id + "»; it is registered in: " + targets +
                         "; reported in: " + actuals)};
    }

    Refusal not_its_level(const Indicator& indicator, FigureRole role) const {
        const auto duties = listed(duties_taking(campaign_, indicator, role), language_);
        const bool of_units = indicator.level == IndicatorLevel::unit;
        return {"figure_level",
                in_words(language_,
                         "Chỉ tiêu «" + indicator.id + "» " +
                             (of_units ? "là của từng đơn vị, không phải của cơ quan chủ trì"
                                       : "là số chung do cơ quan chủ trì báo cáo") +
                             "; nghĩa vụ nhận số này: " + duties,
                         "Indicator «" + indicator.id + "» " +
                             (of_units ? "is each unit's own, not the issuer's"
                                       : "is one number for all, reported by the issuer") +
                             "; it is taken in: " + duties)};
    }

    Refusal not_a_number(const GivenFigure& given) const {
        return {"figure_not_number",
                in_words(language_,
                         "«" + given.value + "» của chỉ tiêu «" + given.indicator +
                             "» không phải là số; viết chữ số với nhiều nhất một dấu phẩy hoặc dấu "
                             "chấm thập phân, như 1,2",
                         "«" + given.value + "» of indicator «" + given.indicator +
                             "» is no number; write digits with at most one decimal comma or "
                             "point, as 1,2")};
    }

    const Campaign& campaign_;
    const Duty& duty_;
    Language language_;
};

}  // namespace

std::string_view to_string(FigureRole role) {
    switch (role) {
        case FigureRole::target: return "target";
        case FigureRole::actual: return "actual";
    }
    CHECK(false);
}

std::optional<FigureRole> role_in(const Campaign& campaign, const Duty& duty,
                                  const Indicator& indicator) {
    if (contains(indicator.reviewed_in, duty.id)) return FigureRole::actual;
    if (contains(duty.registers, indicator.id)) return FigureRole::target;
    const Phase* phase = campaign.phase(duty.phase);
    const bool registration = phase && phase->kind == PhaseKind::registration;
    if (registration && duty.registers.empty()) return FigureRole::target;
    return {};
}

bool gives(const Campaign& campaign, const Duty& duty, const Indicator& indicator,
           FigureRole role) {
    if (indicator.level == IndicatorLevel::unit) return !duty.upward;
    if (duty.upward) return true;
    return std::ranges::none_of(campaign.duties, [&](const Duty& other) {
        return other.upward && named_in(other, indicator) &&
               role_in(campaign, other, indicator) == role;
    });
}

std::variant<std::vector<Figure>, Refusal> read_figures(const Campaign& campaign, const Duty& duty,
                                                        const std::vector<GivenFigure>& given,
                                                        Language language) {
    const FigureReader reader(campaign, duty, language);
    std::vector<Figure> figures;
    for (const GivenFigure& one : given) {
        auto read = reader.read(one);
        if (auto* refusal = std::get_if<Refusal>(&read)) return *std::move(refusal);
        if (std::ranges::find(figures, one.indicator, &Figure::indicator) != figures.end())
            return reader.twice(one.indicator);
        figures.push_back(std::get<Figure>(std::move(read)));
    }
    return figures;
}

}  // namespace dondoc
