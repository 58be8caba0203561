#include "notifiers/phrases.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "workflows/wording.h"

namespace dondoc {
namespace {

bool vietnamese(Language language) {
    return language == Language::vi;
}

std::string month_name(Date day) {
    static constexpr std::array names{"January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December"};
    return names[static_cast<unsigned>(ymd(day).month()) - 1];
}

// «01/6»; "1 June".
std::string day_month_words(Date day, Language language) {
    if (vietnamese(language)) return official_day_month(day);
    return std::to_string(static_cast<unsigned>(ymd(day).day())) + " " + month_name(day);
}

void sort_once(std::vector<Date>& days) {
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
}

// Words of every year, «ngày 31 tháng 3 hằng năm», name no day.
bool names_its_year(const Deadline& deadline) {
    const std::string year = std::to_string(year_of(deadline.span.last));
    return deadline.written.empty() || deadline.written.find(year) != std::string::npos;
}

// The day that the written words name, if they name a single one: of a buffer it is not the last.
std::optional<Date> named_day(const Deadline& deadline) {
    if (deadline.working_days_before > 0) return {};
    if (deadline.grain != Grain::day || deadline.anchor || !names_its_year(deadline)) return {};
    switch (deadline.op) {
        case DueOperator::before:
        case DueOperator::by:
        case DueOperator::on:
        case DueOperator::within: return deadline.span.last;
        case DueOperator::relative:
        case DueOperator::none: return {};
    }
    return {};
}

// Whether its end is a day that people can be told: a month's last day is not.
bool has_precise_end(const Deadline& deadline) {
    if (deadline.working_days_before > 0) return deadline.op != DueOperator::none;
    if (deadline.op == DueOperator::relative || deadline.op == DueOperator::before) return true;
    return deadline.grain == Grain::day && deadline.op != DueOperator::none;
}

// The deadline's words for the middle of a sentence: a plan's «Năm 2018» began a line of its own.
std::string phrase_inside(const Deadline& deadline, Language language) {
    static constexpr std::array beginnings{
        "Năm ", "Tháng ", "Quý ", "Tuần ",   "Ngày ", "Trước ", "Trong ", "Chậm ",    "Từ ",
        "Sau ", "Đến ",   "Đầu ", "Định kỳ", "Cuối ", "Hằng ",  "Hàng ",  "Kết thúc", "Khi "};
    std::string words = phrase(deadline, language);
    const bool begins = std::ranges::any_of(
        beginnings, [&](const char* beginning) { return words.starts_with(beginning); });
    if (!begins) return words;
    if (words.starts_with("Đ")) return "đ" + words.substr(std::string_view("Đ").size());
    words.front() = static_cast<char>(words.front() - 'A' + 'a');
    return words;
}

std::string last_working_words(const Term& term, Language language) {
    if (term.last_working == term.last_permitted) return {};
    return (vietnamese(language) ? "; ngày làm việc cuối cùng là " : "; the last working day is ") +
           weekday_date_words(term.last_working, language);
}

std::string changed_words(const Deadline& deadline, const Term& term, const OwnDay& own,
                          Language language) {
    const auto now = [&](std::string_view vi, std::string_view en) {
        return std::string(vietnamese(language) ? vi : en);
    };
    std::string words = phrase_inside(deadline, language);
    switch (own.by) {
        case OwnDay::By::extension:
            words += now(", nay được gia hạn đến hết ngày ", ", now extended to the end of ");
            break;
        case OwnDay::By::return_:
            words +=
                now(", nay phải gửi lại chậm nhất ngày ", ", now to be sent again by the end of ");
            break;
        case OwnDay::By::other:
            words += now(", nay thời hạn là hết ngày ", ", now due by the end of ");
            break;
    }
    return words + date_words(own.day, language) + " (" + weekday_name(own.day, language) + ")" +
           last_working_words(term, language);
}

std::string planned_words(const Deadline& deadline, const std::optional<Term>& term,
                          Language language) {
    std::string words = phrase_inside(deadline, language);
    const auto named = named_day(deadline);
    if (named) words += " (" + weekday_name(*named, language) + ")";
    if (!vietnamese(language) && !deadline.written.empty())
        words += ", in the words of the plan “" + deadline.written + "”";
    if (vietnamese(language) && term && !has_precise_end(deadline) && !names_its_year(deadline))
        words += " (" + span_name(deadline.span.first, deadline.grain, language) + ")";
    if (!term || !has_precise_end(deadline)) return words;
    if (named != term->last_permitted)
        words += (vietnamese(language) ? ", tức là chậm nhất " : ", that is by the end of ") +
                 weekday_date_words(term->last_permitted, language);
    return words + last_working_words(*term, language);
}

// «Trưởng phòng Tổ chức cán bộ» names «Phòng Tổ chức cán bộ».
bool names(const std::string& title, std::string unit) {
    if (title.find(unit) != std::string::npos) return true;
    if (unit[0] >= 'A' && unit[0] <= 'Z') unit[0] = static_cast<char>(unit[0] - 'A' + 'a');
    return title.find(unit) != std::string::npos;
}

}  // namespace

std::string count_words(int count, Language language) {
    return official_count(count, language);
}

std::string working_days_words(int count, Language language) {
    if (vietnamese(language)) return count_words(count, language) + " ngày làm việc";
    return count_words(count, language) + (count == 1 ? " working day" : " working days");
}

std::string date_words(Date day, Language language) {
    if (vietnamese(language)) return official_date(day);
    return day_month_words(day, language) + " " + std::to_string(year_of(day));
}

std::string weekday_date_words(Date day, Language language) {
    return weekday_name(day, language) + " " + date_words(day, language);
}

std::string moment_in(Date day, TimeOfDay time, Language language) {
    const std::string clock = clock_time(time);  // hh:mm
    if (!vietnamese(language)) return clock + " on " + date_words(day, language);
    return clock.substr(0, 2) + " giờ " + clock.substr(3) + " phút ngày " +
           date_words(day, language);
}

std::string day_list(std::vector<Date> days, Language language) {
    sort_once(days);
    std::string words;
    for (std::size_t i = 0; i < days.size(); ++i) {
        const bool last = i + 1 == days.size();
        if (i > 0) words += !last ? ", " : vietnamese(language) ? " và " : " and ";
        const bool with_year = last || year_of(days[i]) != year_of(days[i + 1]);
        words += with_year ? date_words(days[i], language) : day_month_words(days[i], language);
    }
    return words;
}

std::string short_day_list(std::vector<Date> days, int year, Language language) {
    sort_once(days);
    std::string words;
    for (const Date day : days) {
        if (!words.empty()) words += ", ";
        words += year_of(day) == year ? day_month_words(day, language) : date_words(day, language);
    }
    return words;
}

std::string deadline_words(const Deadline& deadline, const std::optional<Term>& term,
                           const std::optional<OwnDay>& own, Language language) {
    std::string words = own && term ? changed_words(deadline, *term, *own, language)
                                    : planned_words(deadline, term, language);
    if (term && !term->confirmed)
        words += vietnamese(language)
                     ? " (số ngày làm việc tính theo lịch nghỉ dự kiến, chưa công bố chính thức)"
                     : " (working days by a calendar of holidays that is not announced yet)";
    return words;
}

std::optional<OwnDay> own_day_of(const Obligation& obligation) {
    const auto day = obligation.own_day();
    if (!day) return {};
    const std::string_view why = obligation.round_why;
    return OwnDay{*day, why.starts_with("extended")   ? OwnDay::By::extension
                        : why.starts_with("returned") ? OwnDay::By::return_
                                                      : OwnDay::By::other};
}

std::string own_day_words(const OwnDay& own, Language language) {
    const std::string day = date_words(own.day, language);
    const bool vi = vietnamese(language);
    switch (own.by) {
        case OwnDay::By::extension: return (vi ? "được gia hạn đến " : "extended to ") + day;
        case OwnDay::By::return_:
            return (vi ? "phải gửi lại chậm nhất " : "to be sent again by ") + day;
        case OwnDay::By::other: return (vi ? "thời hạn nay là " : "now due by ") + day;
    }
    return day;
}

bool is_late(const LetterItem& item, Date day) {
    return item.term && item.term->last_permitted < day;
}

std::string time_words(const LetterItem& item, Date day, Language language) {
    const bool vi = vietnamese(language);
    if (!item.term) return vi ? "chưa định ngày" : "no date set";
    if (is_late(item, day)) {
        if (item.working_days_late <= 0) return vi ? "quá hạn" : "overdue";
        const std::string days = working_days_words(item.working_days_late, language);
        return vi ? "quá hạn " + days : days + " overdue";
    }
    if (item.working_days_left > 0) {
        const std::string days = working_days_words(item.working_days_left, language);
        return vi ? "còn " + days : days + " left";
    }
    if (item.term->last_permitted == day) return vi ? "hạn cuối là hôm nay" : "due today";
    return vi ? "hôm nay là ngày làm việc cuối cùng" : "today is the last working day";
}

std::string thing_words(const std::string& deliverable, Language language) {
    struct Noun {
        std::string_view begins;
        std::string_view vi;
        std::string_view en;
    };
    static constexpr std::array nouns{
        Noun{"Báo cáo", "báo cáo", "report"},
        Noun{"Bản đăng ký", "bản đăng ký", "registration"},
        Noun{"Đăng ký", "đăng ký", "registration"},
        Noun{"Hồ sơ", "hồ sơ", "dossier"},
        Noun{"Tờ trình", "tờ trình", "proposal"},
        Noun{"Kế hoạch", "kế hoạch", "plan"},
    };
    const auto noun = std::find_if(nouns.begin(), nouns.end(), [&](const Noun& known) {
        return std::string_view(deliverable).starts_with(known.begins);
    });
    if (noun != nouns.end()) return std::string(vietnamese(language) ? noun->vi : noun->en);
    return vietnamese(language) ? "văn bản" : "document";
}

std::string with_cycle(const std::string& deliverable, int cycle, Language language) {
    const std::string year = std::to_string(cycle);
    if (cycle == 0 || deliverable.find(year) != std::string::npos) return deliverable;
    return deliverable + (vietnamese(language) ? " (của năm " : " (for ") + year + ")";
}

std::string plan_words(const std::string& campaign_title, Language language) {
    if (!vietnamese(language)) return "the plan “" + campaign_title + "”";
    for (const char* document : {"Kế hoạch", "Công văn"}) {
        if (campaign_title.starts_with(document)) return campaign_title;
    }
    return "Kế hoạch “" + campaign_title + "”";
}

std::string basis_words(const LetterItem& item, Language language) {
    const bool vi = vietnamese(language);
    const std::string part = item.part.empty() ? "" : (vi ? "phần “" : "part “") + item.part + "”";
    const std::string of = (vi ? " của " : " of ") + item.issuer;
    if (item.plan_number.empty() && !item.plan_issued)
        return plan_words(item.campaign_title, language) + of +
               (part.empty() ? "" : " (" + part + ")");
    std::string words = !vi                                           ? "plan"
                        : item.campaign_title.starts_with("Công văn") ? "Công văn"
                                                                      : "Kế hoạch";
    if (!item.plan_number.empty()) words += (vi ? " số " : " no. ") + item.plan_number;
    if (item.plan_issued && vi) words += " ngày " + date_words(*item.plan_issued, language);
    words += of;
    if (item.plan_issued && !vi) words += ", issued " + date_words(*item.plan_issued, language);
    const bool said = !item.plan_number.empty() &&
                      item.campaign_title.find(item.plan_number) != std::string::npos;
    std::string titles = said ? "" : "“" + item.campaign_title + "”";
    if (!part.empty()) titles += (titles.empty() ? "" : "; ") + part;
    return words + (titles.empty() ? "" : " (" + titles + ")");
}

std::string absence_words(const std::string& who, const std::optional<DateSpan>& days,
                          Language language) {
    const bool vi = language == Language::vi;
    const std::string words = vi ? "đồng chí " + who + " vắng mặt" : who + ", who is away";
    if (!days) return words;
    if (!vi) return words + " from " + iso_date(days->first) + " to " + iso_date(days->last);
    return words + " từ ngày " + official_date(days->first) + " đến hết ngày " +
           official_date(days->last);
}

std::string post_words(const std::string& title, const std::string& unit, Language language) {
    if (title.empty()) return unit;
    if (unit.empty() || names(title, unit)) return title;
    return title + (language == Language::vi ? " " : ", ") + unit;
}

}  // namespace dondoc
