#include "daemon/web/campaign_map.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "daemon/http/prospect.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

// Class, sign and word of a cell: the most urgent of its shares.
struct Face {
    const char* tone;
    const char* sign;
    const char* name;
};

Face face_of(const Tally& tally) {
    if (tally.overdue > 0) return {"overdue", "‼", "status_overdue"};
    if (tally.soon > 0) return {"soon", "◔", "status_due_soon"};
    if (tally.submitted > 0) return {"submitted", "◑", "status_submitted"};
    if (tally.settled == tally.all) return {"settled", "✓", "cell_done"};
    if (tally.undated > 0 && tally.undated + tally.settled == tally.all)
        return {"undated", "?", "status_undated"};
    return {"pending", "○", "status_owed"};
}

std::string done_of_all(const Tally& tally) {
    return std::to_string(tally.settled) + "/" + std::to_string(tally.all);
}

void say_face(Facts& facts, const Sight& sight, const Tally& tally) {
    const Face face = face_of(tally);
    facts.say("tone", face.tone);
    facts.say("sign", face.sign);
    facts.say("words", text(face.name, sight.language));
    facts.say("done", tally.all > 1 ? done_of_all(tally) : "");
}

std::string deliverable(const Campaign& campaign, const std::string& id) {
    const Duty* duty = campaign.duty(id);
    return duty ? duty->deliverable : id;
}

std::string time_words(const Sight& sight, const Campaign& campaign, const TimeOwed& time) {
    const Duty* duty = campaign.duty(time.duty);
    const Occurrence* occurrence = duty ? duty->occurrence(time.occurrence) : nullptr;
    std::string words = deliverable(campaign, time.duty);
    if (!occurrence || !occurrence->period) return words;
    const Period& period = *occurrence->period;
    return words + ", " + phrase(Period{period.span, period.grain, {}}, sight.language);
}

// Duties that somebody owes, in the order of the plan; those it does not have any more at the end.
std::vector<std::string> duties_of(const Campaign& campaign, const CampaignMap& map) {
    std::vector<std::string> ids;
    const auto owed = [&](const std::string& id) {
        return std::ranges::find(map.times, id, &TimeOwed::duty) != map.times.end();
    };
    for (const Duty& duty : campaign.duties)
        if (owed(duty.id)) ids.push_back(duty.id);
    for (const TimeOwed& time : map.times)
        if (std::ranges::find(ids, time.duty) == ids.end()) ids.push_back(time.duty);
    return ids;
}

}  // namespace

void Tally::count(const Sight& sight, const Obligation& one) {
    if (one.state == ObligationState::withdrawn) return;
    ++all;
    settled += one.settled() ? 1 : 0;
    submitted += one.state == ObligationState::submitted ? 1 : 0;
    overdue += one.overdue_on(sight.today) ? 1 : 0;
    undated += one.owed() && !one.term ? 1 : 0;
    const bool near = one.owed() && one.term && !one.overdue_on(sight.today) &&
                      one.term->last_working <= sight.filter().soon;
    soon += near ? 1 : 0;
}

Result<CampaignMap> map_of(const Sight& sight, const Campaign& campaign) {
    ObligationFilter filter = sight.filter();
    filter.campaign = campaign.id;
    CampaignMap map;
    std::map<std::pair<std::string, std::string>, TimeOwed> times;
    std::string cursor;
    do {
        const auto page = sight.reader.obligations(filter, page_size_max, cursor);
        if (!page) return page.error();
        for (const Obligation& one : page->rows) {
            if (one.state == ObligationState::withdrawn) continue;
            map.whole.count(sight, one);
            map.units[one.id.unit][one.id.duty].count(sight, one);
            TimeOwed& time = times[{one.id.duty, one.id.occurrence}];
            time.duty = one.id.duty;
            time.occurrence = one.id.occurrence;
            time.tally.count(sight, one);
            if (one.term &&
                (!time.last_permitted || *time.last_permitted < one.term->last_permitted))
                time.last_permitted = one.term->last_permitted;
        }
        cursor = page->cursor;
    } while (!cursor.empty());
    for (auto& [key, time] : times)
        map.times.push_back(std::move(time));
    std::ranges::stable_sort(map.times, [](const TimeOwed& a, const TimeOwed& b) {
        return std::tuple(!a.last_permitted, a.last_permitted) <
               std::tuple(!b.last_permitted, b.last_permitted);
    });
    return map;
}

Facts matrix_facts(const Sight& sight, const Campaign& campaign, const CampaignMap& map) {
    const auto duties = duties_of(campaign, map);
    std::vector<Facts> columns;
    for (const std::string& id : duties) {
        columns.emplace_back();
        columns.back().say("number", std::to_string(columns.size()));
        columns.back().say("deliverable", deliverable(campaign, id));
    }
    std::vector<Facts> rows;
    for (const auto& [unit, shares] : map.units) {
        if (rows.size() == mapped_units_max) break;
        std::vector<Facts> cells;
        for (const std::string& id : duties) {
            const auto found = shares.find(id);
            Facts cell;
            const bool owes = found != shares.end();
            cell.flag("owes", owes);
            say_face(cell, sight, owes ? found->second : Tally());
            cell.say(
                "href",
                page_link(
                    sight, "/",
                    {{"status", "any"}, {"campaign", campaign.id}, {"duty", id}, {"unit", unit}}));
            cells.push_back(std::move(cell));
        }
        Facts row;
        row.say("unit", unit_name(sight, unit));
        row.say("href", record_link(sight, unit));
        row.list("cells", std::move(cells));
        rows.push_back(std::move(row));
    }
    const std::size_t left = map.units.size() - rows.size();
    Facts facts;
    facts.flag("any", !rows.empty());
    facts.say("left_out",
              left == 0 ? "" : text("more_units", sight.language, {{"n", std::to_string(left)}}));
    facts.list("columns", std::move(columns));
    facts.list("rows", std::move(rows));
    return facts;
}

std::vector<Facts> times_facts(const Sight& sight, const Campaign& campaign,
                               const CampaignMap& map) {
    std::vector<Facts> list;
    for (const TimeOwed& time : map.times) {
        Facts facts;
        say_face(facts, sight, time.tally);
        facts.say("deliverable", time_words(sight, campaign, time));
        facts.say("day", time.last_permitted
                             ? weekday_date_words(*time.last_permitted, sight.language)
                             : text("undated", sight.language));
        facts.say("settled", done_of_all(time.tally));
        facts.say("submitted", std::to_string(time.tally.submitted));
        facts.say("overdue", std::to_string(time.tally.overdue));
        facts.say("href",
                  page_link(sight, "/",
                            {{"status", "any"}, {"campaign", campaign.id}, {"duty", time.duty}}));
        list.push_back(std::move(facts));
    }
    return list;
}

Facts progress_facts(const Sight& sight, const Tally& tally) {
    const auto count = [&](int number) { return count_words(number, sight.language); };
    Facts facts;
    facts.say("done", std::to_string(tally.settled));
    facts.say("all", std::to_string(std::max(tally.all, 1)));
    facts.say("words", text("progress_words", sight.language,
                            {{"done", count(tally.settled)},
                             {"all", count(tally.all)},
                             {"submitted", count(tally.submitted)},
                             {"overdue", count(tally.overdue)}}));
    return facts;
}

}  // namespace dondoc
