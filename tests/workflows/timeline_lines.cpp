// The lines that a timeline writes.
#include <algorithm>
#include <array>

#include "tests/workflows/timeline.h"

namespace dondoc::test {

namespace {

std::string term_text(const std::optional<Term>& term) {
    return term ? iso_date(term->last_permitted) : "undated";
}

std::string kind_text(NoticeKind kind) {
    switch (kind) {
        case NoticeKind::reminder: return "reminder";
        case NoticeKind::escalation: return "escalation";
        case NoticeKind::nudge: return "nudge";
        case NoticeKind::digest: return "digest";
    }
    return "";
}

}  // namespace

void Timeline::write(const std::string& subject, const Event& event) {
    std::vector<std::string> words;
    const auto id = ObligationId::parse(subject);
    const std::string name = !id ? subject : rows_.size() > 1 ? id->duty + '.' + id->unit : "";
    if (const auto* e = std::get_if<NoticeFellDue>(&event)) {
        words = {kind_text(e->kind), e->rung == "nudge" ? "" : e->rung, id ? name : "",
                 e->person + (e->copy ? " copy" : ""), e->because};
        line(e->moment, words);
        return;
    }
    if (const auto* e = std::get_if<RungPassedOver>(&event)) {
        words = {"passed over", e->rung, name, e->because};
    } else if (const auto* b = std::get_if<ObligationBorn>(&event)) {
        words = {"born", name, term_text(b->term), b->asking ? "asking" : ""};
    } else if (const auto* r = std::get_if<RoundBegun>(&event)) {
        words = {"round", name, r->why, term_text(r->term), r->asking ? "asking" : ""};
    } else if (const auto* t = std::get_if<TermRecomputed>(&event)) {
        words = {"recomputed", name, term_text(t->term),
                 t->term ? iso_date(t->term->last_working) : "", t->phase};
    } else if (const auto* w = std::get_if<Withdrawn>(&event)) {
        words = {"withdrawn", name, w->why};
    } else if (const auto* m = std::get_if<PhaseMoved>(&event)) {
        words = {subject, std::string(to_string(m->to)), m->why};
    } else if (!std::holds_alternative<Rescheduled>(event)) {
        words = {std::string(name_of(event)), name};
    }
    if (!words.empty()) line(now_, words);
}

void Timeline::line(Instant when, const std::vector<std::string>& words) {
    std::string text = clock(when);
    for (const std::string& word : words) {
        if (!word.empty()) text += "  " + word;
    }
    log_ += text + '\n';
    const bool notice =
        std::ranges::any_of(std::array{"reminder", "escalation", "nudge"},
                            [&](const std::string& kind) { return words.front() == kind; });
    if (notice) told_ += text + '\n';
}

}  // namespace dondoc::test
