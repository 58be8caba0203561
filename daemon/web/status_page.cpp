#include <array>
#include <set>

#include "daemon/http/address_faults.h"
#include "daemon/http/asked.h"
#include "daemon/http/plan_views.h"
#include "daemon/http/prospect.h"
#include "daemon/loop/letter_items.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

using Status = ObligationFilter::Status;

Facts counter(const Sight& sight, const char* name, std::int64_t number, std::string href,
              bool current) {
    Facts facts;
    facts.say("tone", name);
    facts.say("number", std::to_string(number));
    facts.say("label", text(name, sight.language));
    facts.say("href", std::move(href));
    facts.flag("zero", number == 0);
    facts.flag("current", current);
    return facts;
}

std::vector<Facts> counters_of(const Sight& sight, const Counters& counters, Status now) {
    const auto by_status = [&](Status status) {
        return page_link(sight, "/", {{"status", std::string(to_string(status))}});
    };
    return {counter(sight, "overdue", counters.overdue, by_status(Status::overdue),
                    now == Status::overdue),
            counter(sight, "due_soon", counters.due_soon, by_status(Status::due_soon),
                    now == Status::due_soon),
            counter(sight, "submitted", counters.submitted, by_status(Status::submitted),
                    now == Status::submitted),
            counter(sight, "requested", counters.requested, by_status(Status::requested),
                    now == Status::requested),
            counter(sight, "failed", counters.failed,
                    page_link(sight, "/messages", {{"state", "failed"}}), false)};
}

bool goes_on(PhaseState state) {
    return state == PhaseState::open || state == PhaseState::closing || state == PhaseState::held;
}

Facts phase_facts(const Sight& sight, const Phase& phase, const PhaseRecord& record) {
    Facts facts;
    facts.say("name", phase_name(phase, sight.language));
    facts.say("code", std::string(to_string(record.state)));
    facts.say("state", phase_state_name(record.state, sight.language));
    return facts;
}

// What the plan leaves open until a person decides, with both places of it.
std::vector<Facts> open_conflicts(const Campaign& campaign) {
    std::vector<Facts> list;
    for (const Conflict& conflict : campaign.conflicts) {
        if (!conflict.settled.empty()) continue;
        std::vector<Facts> quotes;
        for (const std::string& quote : conflict.quotes) {
            quotes.emplace_back();
            quotes.back().say("quote", quote);
        }
        Facts facts;
        facts.say("text", conflict.text);
        facts.list("quotes", std::move(quotes));
        list.push_back(std::move(facts));
    }
    return list;
}

// The units of which nothing is told today.
Result<std::vector<Facts>> suspended_units(const Sight& sight, const std::string& campaign) {
    const auto records = sight.reader.suspensions(campaign);
    if (!records) return records.error();
    std::vector<Facts> list;
    for (const SuspensionRecord& record : *records) {
        const Suspension& suspension = record.suspension;
        if (!suspension.days.contains(sight.today)) continue;
        Facts facts;
        facts.say("unit", unit_name(sight, suspension.unit));
        facts.say("words", suspended_words(suspension.days, sight.language));
        facts.say("reason", suspension.reason);
        facts.say("approver", suspension.approver);
        list.push_back(std::move(facts));
    }
    return list;
}

// «Đăng ký, Sơ kết»
std::string absent_words(const Sight& sight, const Campaign& campaign) {
    std::string words;
    for (const PhaseKind kind : absent_phases(sight, campaign)) {
        Phase phase;
        phase.kind = kind;
        words += (words.empty() ? "" : ", ") + phase_name(phase, sight.language);
    }
    return words;
}

Result<std::vector<Facts>> campaigns_of(const Sight& sight) {
    std::vector<Facts> list;
    for (const auto& [id, definition] : sight.definitions().all()) {
        if (!sight.scope().has_campaign(id)) continue;
        auto records = sight.reader.phases(id);
        if (!records) return records.error();
        // What goes on now stands in the open; what is over or has not begun folds away behind it.
        std::vector<Facts> running;
        std::vector<Facts> others;
        for (const PhaseRecord& record : *records) {
            const Phase* phase = definition->campaign.phase(record.phase);
            if (!phase) continue;
            (goes_on(record.state) ? running : others)
                .push_back(phase_facts(sight, *phase, record));
        }
        Facts facts;
        facts.say("title", definition->campaign.title);
        facts.say("href", page_link(sight, "/", {{"campaign", id}}));
        facts.say("account_href", campaign_link(sight, id));
        facts.say("state", campaign_state_name(campaign_state(definition->campaign, *records),
                                               sight.language));
        facts.flag("any_running", !running.empty());
        facts.flag("any_other", !others.empty());
        facts.say("others_count", std::to_string(others.size()));
        facts.list("running", std::move(running));
        facts.list("others", std::move(others));
        facts.say("absent", absent_words(sight, definition->campaign));
        std::vector<Facts> conflicts = open_conflicts(definition->campaign);
        facts.flag("has_conflicts", !conflicts.empty());
        facts.list("conflicts", std::move(conflicts));
        auto suspended = suspended_units(sight, id);
        if (!suspended) return suspended.error();
        facts.flag("has_suspended", !suspended->empty());
        facts.list("suspended", *std::move(suspended));
        list.push_back(std::move(facts));
    }
    return list;
}

// The query that asks for this list again.
Pairs query_of(const ObligationFilter& filter) {
    return {{"status", filter.status == Status::owed ? "" : std::string(to_string(filter.status))},
            {"campaign", filter.campaign},
            {"duty", filter.duty},
            {"unit", filter.unit},
            {"due_before", filter.due_before ? iso_date(*filter.due_before) : ""}};
}

std::vector<Facts> filters_of(const Sight& sight, ObligationFilter filter) {
    constexpr std::array shown{Status::owed,      Status::overdue,   Status::due_soon,
                               Status::submitted, Status::requested, Status::asking,
                               Status::undated,   Status::accepted,  Status::any};
    const Status now = filter.status;
    std::vector<Facts> list;
    for (const Status status : shown) {
        filter.status = status;
        Facts facts;
        facts.say("label", status_name(status, sight.language));
        facts.say("href", page_link(sight, "/", query_of(filter)));
        facts.flag("current", status == now);
        list.push_back(std::move(facts));
    }
    return list;
}

// «Bệnh viện Đa khoa huyện Bảo Thắng · Báo cáo sơ kết»; "" if nothing but the status narrows the
// list.
std::string narrowed_by(const Sight& sight, const ObligationFilter& filter) {
    std::string words;
    const auto add = [&](const std::string& word) {
        if (!word.empty()) words += (words.empty() ? "" : " · ") + word;
    };
    const auto definition = sight.definition(filter.campaign);
    add(definition ? definition->campaign.title : filter.campaign);
    const Duty* duty = definition ? definition->campaign.duty(filter.duty) : nullptr;
    add(duty ? duty->deliverable : filter.duty);
    if (!filter.unit.empty()) add(unit_name(sight, filter.unit));
    if (filter.due_before) add("< " + official_date(*filter.due_before));
    return words;
}

// How many times somebody of the unit was written to; a letter and its copy are one time, a
// rehearsal is none.
std::size_t times_told(const std::vector<NoticeRecord>& notices) {
    std::set<Instant> moments;
    for (const NoticeRecord& notice : notices) {
        const bool left = notice.state == NoticeState::sent && !notice.rehearsal;
        if (left && to_unit(notice.audience)) moments.insert(notice.moment);
    }
    return moments.size();
}

Result<Facts> row_of(const Sight& sight, const Obligation& obligation) {
    Facts facts = obligation_facts(sight, obligation);
    auto notices = sight.reader.notices_about({Subject::Kind::obligation, obligation.id.text()});
    if (!notices) return notices.error();
    facts.say("reminded",
              std::to_string(times_told(*notices)) + " " + text("times", sight.language));
    return facts;
}

}  // namespace

Result<Facts> status_facts(const Sight& sight, const ObligationFilter& filter,
                           const Page<Obligation>& page, const Counters& counters,
                           bool first_page) {
    auto campaigns = campaigns_of(sight);
    if (!campaigns) return campaigns.error();
    std::vector<Facts> rows;
    for (const Obligation& obligation : page.rows) {
        auto row = row_of(sight, obligation);
        if (!row) return row.error();
        rows.push_back(*std::move(row));
    }
    Facts facts;
    facts.list("counters", counters_of(sight, counters, filter.status));
    facts.list("campaigns", *std::move(campaigns));
    auto faults = faulty_addresses(sight);
    if (!faults) return faults.error();
    if (sight.scope().limited()) faults->clear();
    facts.flag("has_faults", !faults->empty());
    facts.list("faults", faults_facts(sight, *faults));
    facts.list("filters", filters_of(sight, filter));
    std::vector<Facts> narrowed;
    if (const auto words = narrowed_by(sight, filter); !words.empty()) {
        narrowed.emplace_back();
        narrowed.back().say("text", text("only", sight.language) + " " + words + ".");
        narrowed.back().say("href", page_link(sight, "/", {}));
        narrowed.back().say("record_href",
                            filter.unit.empty() ? "" : record_link(sight, filter.unit));
    }
    facts.list("narrowed", std::move(narrowed));
    facts.say("chase_href", page_link(sight, "/chase", {}));
    facts.say("caption", text("caption", sight.language));
    facts.flag("has_rows", !rows.empty());
    facts.list("rows", std::move(rows));
    Pairs more = query_of(filter);
    more.emplace_back("cursor", page.cursor);
    facts.flag("paging", !first_page || !page.cursor.empty());
    facts.say("first", first_page ? "" : page_link(sight, "/", query_of(filter)));
    facts.say("more", page.cursor.empty() ? "" : page_link(sight, "/", std::move(more)));
    return facts;
}

}  // namespace dondoc
