#include "daemon/store/rows.h"

#include <utility>

namespace dondoc {

namespace {

std::optional<Term> read_term(Statement& row) {
    const auto permitted = row.maybe_date();
    const auto working = row.maybe_date();
    const auto opens = row.maybe_date();
    const bool confirmed = row.flag();
    if (!permitted) return std::nullopt;
    if (!working) row.damaged("holds a term without its last working day");
    return Term{*permitted, working.value_or(*permitted), opens, confirmed};
}

std::optional<ExtensionRequest> read_request(Statement& row) {
    const auto to = row.maybe_date();
    std::string reason = row.text();
    std::string document = row.text();
    const bool told = row.flag();
    if (!to) return std::nullopt;
    return ExtensionRequest{*to, std::move(reason), std::move(document), told};
}

}  // namespace

Obligation read_obligation(Statement& row) {
    Obligation o;
    o.id.campaign = row.text();
    o.id.duty = row.text();
    o.id.occurrence = row.text();
    o.id.unit = row.text();
    o.phase = row.text();
    o.state = row.word<ObligationState>();
    o.round = row.number();
    o.round_why = row.text();
    o.round_began = row.instant();
    o.term = read_term(row);
    o.granted = row.maybe_date();
    o.asking = row.flag();
    o.rungs_done = rungs_of(row.text());
    o.arrived = row.maybe_date();
    o.document = row.text();
    o.last_reason = row.text();
    o.next = row.maybe_instant();
    o.dated = row.maybe_date();
    o.signer = row.text();
    o.request = read_request(row);
    o.requests = row.number();
    o.in_place_of = row.text();
    o.held = row.flag();
    o.held_reason = row.text();
    o.released = rungs_of(row.text());
    o.acknowledged = row.maybe_instant();
    return o;
}

PhaseRecord read_phase(Statement& row) {
    PhaseRecord p;
    p.campaign = row.text();
    p.phase = row.text();
    p.state = row.word<PhaseState>();
    p.by_hand = row.flag();
    p.begun = row.flag();
    p.withdrawn = row.flag();
    p.obligations = row.number();
    p.unsettled = row.number();
    p.next = row.maybe_instant();
    return p;
}

DutyWatch read_duty(Statement& row) {
    DutyWatch d;
    d.campaign = row.text();
    d.duty = row.text();
    d.undated = row.number();
    d.asking = row.number();
    d.last_month = row.text();
    d.next = row.maybe_instant();
    return d;
}

MessageRecord read_message(Statement& row) {
    MessageRecord m;
    m.number = row.integer();
    m.key = row.text();
    m.person = row.text();
    m.channel = row.text();
    m.moment = row.instant();
    m.copy = row.flag();
    m.state = row.word<MessageState>();
    m.address = row.text();
    m.subject = row.text();
    m.attempts = row.number();
    m.next = row.maybe_instant();
    m.settled = row.maybe_instant();
    m.unknown = row.flag();
    m.last_answer = row.text();
    m.rehearsal = row.flag();
    m.retried = row.maybe_instant();
    m.came_back = row.number();
    m.held = row.flag();
    return m;
}

NoticeRecord read_notice(Statement& row, Subject about) {
    NoticeRecord n;
    n.about = std::move(about);
    n.key = row.text();
    n.round = row.number();
    n.rung = row.text();
    n.kind = row.word<NoticeKind>();
    n.audience = row.word<Audience>();
    n.person = row.text();
    n.message = row.text();
    n.planned = row.instant();
    n.moment = row.instant();
    n.settled = row.maybe_instant();
    n.state = row.word<NoticeState>();
    n.because = row.text();
    n.rehearsal = row.flag();
    n.instead_of = row.text();
    return n;
}

std::string rungs_text(const std::vector<std::string>& rungs) {
    std::string text;
    for (const auto& rung : rungs)
        text += (text.empty() ? "" : " ") + rung;
    return text;
}

std::vector<std::string> rungs_of(const std::string& text) {
    std::vector<std::string> rungs;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto end = rest.find(' ');
        rungs.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return rungs;
}

TwoIds two_ids(const std::string& subject) {
    const auto dot = subject.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == subject.size() ||
        subject.find('.', dot + 1) != std::string::npos)
        return {};
    return {subject.substr(0, dot), subject.substr(dot + 1)};
}

}  // namespace dondoc
