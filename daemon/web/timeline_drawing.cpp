#include "daemon/web/timeline_drawing.h"

#include <algorithm>
#include <utility>

#include "daemon/web/texts.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

// In the units of the drawing.
constexpr int left = 330;  // labels stand before it
constexpr int right = 1180;
constexpr int head = 40;  // months stand above it
constexpr int row_height = 28;
constexpr std::size_t label_max = 42;  // characters

// The first characters, and «…» if there are more.
std::string shortened(const std::string& text) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (begins && ++characters > label_max) return text.substr(0, i) + "…";
    }
    return text;
}

class Scale {
public:
    explicit Scale(DateSpan days) : days_(days) {}
    std::string x(Date day) const {
        const auto whole = std::max<long>((days_.last - days_.first).count() + 1, 1);
        const long at = (std::clamp(day, days_.first, days_.last) - days_.first).count();
        return std::to_string(left + at * (right - left) / whole);
    }
    std::string width(DateSpan span) const {
        const auto whole = std::max<long>((days_.last - days_.first).count() + 1, 1);
        const DateSpan seen{std::max(span.first, days_.first), std::min(span.last, days_.last)};
        const long days = std::max<long>((seen.last - seen.first).count() + 1, 1);
        return std::to_string(std::max<long>(days * (right - left) / whole, 2));
    }

private:
    DateSpan days_;
};

DateSpan span_of(const Campaign& campaign, const CampaignMap& map) {
    DateSpan span = campaign.period;
    for (const TimeOwed& time : map.times) {
        if (!time.last_permitted) continue;
        span.first = std::min(span.first, *time.last_permitted);
        span.last = std::max(span.last, *time.last_permitted);
    }
    return {month_span(year_of(span.first), static_cast<unsigned>(ymd(span.first).month())).first,
            month_span(year_of(span.last), static_cast<unsigned>(ymd(span.last).month())).last};
}

std::vector<Facts> months_of(const Scale& scale, DateSpan days) {
    const auto months = (days.last - days.first).count() / 30 + 1;
    const unsigned step = months > 48 ? 12 : months > 18 ? 3 : 1;  // labels need room
    std::vector<Facts> list;
    for (Date day = days.first; day <= days.last;) {
        const unsigned month = static_cast<unsigned>(ymd(day).month());
        if ((month - 1) % step == 0) {
            list.emplace_back();
            list.back().say("x", scale.x(day));
            list.back().say(
                "label",
                (month < 3 ? "0" : "") + std::to_string(month) +
                    (month == 1 || list.size() == 1 ? "/" + std::to_string(year_of(day)) : ""));
        }
        day = month_span(year_of(day), month).last + std::chrono::days(1);
    }
    return list;
}

struct Row {
    std::string label;
    Facts facts;
};

std::vector<Row> phase_rows(const Sight& sight, const Campaign& campaign, const Scale& scale) {
    std::vector<Row> rows;
    for (const Phase& phase : campaign.phases) {
        if (!phase.from && !phase.to) continue;
        const DateSpan days{phase.from.value_or(campaign.period.first),
                            phase.to.value_or(campaign.period.last)};
        Row row{phase_name(phase, sight.language), {}};
        row.facts.say("bar_x", scale.x(days.first));
        row.facts.say("bar_width", scale.width(days));
        row.facts.list("marks", {});
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Row> duty_rows(const Sight& sight, const Campaign& campaign, const CampaignMap& map,
                           const Scale& scale) {
    std::vector<Row> rows;
    for (const Duty& duty : campaign.duties) {
        std::vector<Facts> marks;
        for (const TimeOwed& time : map.times) {
            if (time.duty != duty.id || !time.last_permitted) continue;
            const Tally& tally = time.tally;
            marks.emplace_back();
            marks.back().say("x", scale.x(*time.last_permitted));
            marks.back().say("tone", tally.overdue > 0            ? "overdue"
                                     : tally.settled == tally.all ? "settled"
                                     : tally.soon > 0             ? "soon"
                                                                  : "pending");
            marks.back().say("words", date_words(*time.last_permitted, sight.language));
        }
        if (marks.empty()) continue;
        Row row{duty.deliverable, {}};
        row.facts.flag("bar_x", false);
        row.facts.flag("bar_width", false);
        row.facts.list("marks", std::move(marks));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Facts timeline_facts(const Sight& sight, const Campaign& campaign, const CampaignMap& map) {
    const DateSpan days = span_of(campaign, map);
    const Scale scale(days);
    std::vector<Row> rows = phase_rows(sight, campaign, scale);
    for (Row& row : duty_rows(sight, campaign, map, scale))
        rows.push_back(std::move(row));
    std::vector<Facts> drawn;
    int y = head;
    for (Row& row : rows) {
        row.facts.say("label", shortened(row.label));
        row.facts.say("whole_label", row.label);
        row.facts.say("y", std::to_string(y));
        row.facts.say("middle", std::to_string(y + row_height / 2));
        row.facts.say("baseline", std::to_string(y + row_height / 2 + 5));
        row.facts.say("bar_y", std::to_string(y + 6));
        drawn.push_back(std::move(row.facts));
        y += row_height;
    }
    Facts facts;
    facts.flag("any", !drawn.empty());
    facts.say("height", std::to_string(y + 8));
    facts.say("bottom", std::to_string(y));
    facts.list("months", months_of(scale, days));
    facts.list("rows", std::move(drawn));
    facts.say("today_x", days.contains(sight.today) ? scale.x(sight.today) : "");
    return facts;
}

}  // namespace dondoc
