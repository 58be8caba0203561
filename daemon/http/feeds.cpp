// What others subscribe to by a token in the path: deadlines as a calendar (RFC 5545), and how a
// campaign stands as a badge (SVG). What is in them is what the token's scope leaves: a unit's, a
// campaign's, or everything.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "daemon/http/api.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/prospect.h"
#include "notifiers/calendar_text.h"
#include "notifiers/phrases.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::size_t entries_max = 5000;  // past it the latest deadlines are left out
constexpr std::chrono::days past_shown{180};
constexpr std::chrono::hours refresh{6};
// At the beginning of the day, and this many days before.
constexpr std::array alarms_before{5, 1};

std::string say(const Sight& sight, std::string_view vi, std::string_view en) {
    return in_words(sight.language, vi, en);
}

// As in `forecast --format ics`, so that both speak of the same entry.
std::string domain_of(const Configuration& configuration) {
    if (configuration.channels.empty()) return "dondoc.invalid";
    const std::string& address = configuration.channels.front().from.address;
    return address.substr(address.find('@') + 1);
}

// Of one unit or campaign its name.
std::string name_of(const Sight& sight) {
    const Scope& scope = sight.scope();
    std::string name;
    if (scope.units.size() == 1) {
        const Unit* unit = sight.organisation().unit(scope.units.front());
        name = unit ? unit->name_on(sight.today) : scope.units.front();
    }
    if (scope.campaigns.size() == 1) {
        const auto definition = sight.definition(scope.campaigns.front());
        name += (name.empty() ? "" : ", ") +
                (definition ? definition->campaign.title : scope.campaigns.front());
    }
    return name.empty() ? say(sight, "Đôn đốc", "dondoc") : name;
}

CalendarEntry entry_of(const Sight& sight, const Definition& definition,
                       const Obligation& obligation, int sequence) {
    const Language language = sight.language;
    const Unit* unit = definition.organisation->unit(obligation.id.unit);
    const Term& term = *obligation.term;
    CalendarEntry entry;
    entry.uid = obligation.id.text() + '@' + domain_of(sight.configuration());
    entry.sequence = sequence;
    entry.summary = (obligation.owed() ? say(sight, "Hạn: ", "Due: ") : "✓ ") +
                    (unit ? unit->name_on(sight.today) : obligation.id.unit) + ": " +
                    deliverable_of(&definition, obligation);
    entry.description = say(sight, "Ngày cuối được phép ", "Last permitted day ") +
                        day_in_words(term.last_permitted, language) +
                        say(sight, ", ngày làm việc cuối ", ", last working day ") +
                        day_in_words(term.last_working, language) + ".\n" +
                        state_name(obligation.state, language) + ".\n" + definition.campaign.title +
                        "\n" + obligation.id.text();
    entry.category = say(sight, "Thời hạn", "Deadline");
    entry.day = term.last_permitted;
    if (obligation.owed())
        entry.alarms_days_before.assign(alarms_before.begin(), alarms_before.end());
    return entry;
}

bool is_shown(const Sight& sight, const Obligation& obligation) {
    if (!obligation.term || obligation.state == ObligationState::withdrawn ||
        obligation.state == ObligationState::waived)
        return false;
    return obligation.owed() || obligation.term->last_permitted >= sight.today - past_shown;
}

Result<Response> calendar(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    // As of what was recorded last, so that the same deadlines make the same text.
    const auto recorded = sight.reader.last_recorded();
    if (!recorded) return recorded.error();
    CalendarText text("feed", sight.language, recorded->value_or(sight.now));
    text.name(name_of(sight), refresh);
    std::size_t entries = 0;
    std::string cursor;
    do {
        const auto page = sight.reader.obligations(sight.filter(), page_size_max, cursor);
        if (!page) return page.error();
        for (const Obligation& obligation : page->rows) {
            const auto definition = sight.definition(obligation.id.campaign);
            if (!definition || !is_shown(sight, obligation) || ++entries > entries_max) continue;
            const auto sequence = sight.reader.deadline_changes(obligation.id.text());
            if (!sequence) return sequence.error();
            text.add(entry_of(sight, *definition, obligation, *sequence));
        }
        cursor = page->cursor;
    } while (!cursor.empty() && entries <= entries_max);
    Response response;
    response.content_type = "text/calendar; charset=utf-8";
    response.body = text.finish();
    return response;
}

// ---- badges

constexpr int letter_width = 7;  // of the font below at 11 pixels, generously
constexpr int margin = 8;

int width_of(std::string_view text) {
    const auto letters = std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return static_cast<int>(letters) * letter_width + 2 * margin;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

// Of a long title its beginning, between whole letters.
std::string cut(const std::string& text) {
    constexpr int letters_max = 40;
    int letters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (begins && ++letters > letters_max) return text.substr(0, at) + "…";
    }
    return text;
}

// Two fields side by side, read aloud as one sentence.
std::string badge_svg(const std::string& label, const std::string& words, const char* colour) {
    const int left = width_of(label);
    const int right = width_of(words);
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"20\" role=\"img\" "
        "aria-label=\"{3}: {4}\"><title>{3}: {4}</title>"
        "<rect width=\"{1}\" height=\"20\" fill=\"#3b4252\"/>"
        "<rect x=\"{1}\" width=\"{2}\" height=\"20\" fill=\"{5}\"/>"
        "<g fill=\"#fff\" text-anchor=\"middle\" font-family=\"sans-serif\" font-size=\"11\">"
        "<text x=\"{6}\" y=\"14\">{3}</text><text x=\"{7}\" y=\"14\">{4}</text></g></svg>\n",
        left + right, left, right, escaped(label), escaped(words), colour, left / 2,
        left + right / 2);
}

Result<Response> badge(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const auto counts = sight.reader.counts(sight.scope(), sight.today, sight.filter().soon);
    if (!counts) return counts.error();
    const auto done = counts->submitted + counts->accepted;
    std::string words =
        fmt::format("{}/{} ", done, counts->all - counts->waived) + say(sight, "đã nộp", "in");
    if (counts->overdue > 0)
        words += fmt::format(" · {} ", counts->overdue) + say(sight, "quá hạn", "overdue");
    const char* colour = counts->overdue > 0    ? "#b3141d"
                         : counts->due_soon > 0 ? "#8a5a00"
                                                : "#1f6b3a";
    Response response;
    response.content_type = "image/svg+xml";
    response.body = badge_svg(cut(name_of(sight)), words, colour);
    return response;
}

}  // namespace

void add_feed_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/calendars/{token}.ics", reading_route(vantage, calendar));
    router.get("/badges/{token}.svg", reading_route(vantage, badge));
}

}  // namespace dondoc
