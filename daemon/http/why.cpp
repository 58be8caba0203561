#include "daemon/http/why.h"

#include <algorithm>
#include <map>
#include <utility>

#include "daemon/http/prospect.h"
#include "daemon/loop/migration.h"
#include "workflows/check.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

// A fact in a sentence; "" for facts that are told as notices.
class Words {
public:
    // What is known of the obligation in the round that the fact belongs to.
    struct Round {
        const Obligation* obligation = nullptr;
        std::optional<Date> issued{};
    };
    Words(Language language, const Organisation& organisation, Date day, Round round)
        : language_(language), organisation_(organisation), day_(day), round_(round) {}

    std::string operator()(const ObligationBorn& e) const {
        return explain_code("born", language_) + term(e.term) + asking(e.asking);
    }
    std::string operator()(const RoundBegun& e) const {
        return pick("vòng nhắc mới: ", "a new round: ") + explain_code(e.why, language_) +
               term(e.term) + asking(e.asking);
    }
    std::string operator()(const TermRecomputed& e) const {
        return explain_code("definition_changed", language_) + term(e.term);
    }
    std::string operator()(const Submitted& e) const {
        return pick("đã nộp, văn bản đến ngày ", "submitted, arrived on ") + day(e.arrived) +
               (e.document.empty() ? "" : pick(", số ", ", number ") + e.document) +
               (e.dated ? pick(", ký ngày ", ", dated ") + day(*e.dated) : "") +
               (e.signer.empty() ? "" : pick(", người ký: ", ", signed by ") + e.signer) +
               figures(e.figures) + because(e.reason);
    }
    std::string operator()(const Accepted& e) const {
        return pick("đã tiếp nhận", "accepted") + because(e.reason);
    }
    std::string operator()(const Returned& e) const {
        return pick("trả lại để bổ sung", "returned for rework") + because(e.reason);
    }
    std::string operator()(const Extended& e) const {
        return pick("gia hạn đến hết ngày ", "extended to the end of ") + day(e.to) +
               granted_by(e.approver) + because(e.reason);
    }
    std::string operator()(const ExtensionRequested& e) const {
        return pick("xin gia hạn đến hết ngày ", "asks for time until the end of ") + day(e.to) +
               (e.document.empty() ? "" : pick(", số ", ", number ") + e.document) +
               because(e.reason);
    }
    std::string operator()(const ExtensionDeclined& e) const {
        return pick("không đồng ý gia hạn", "the extension is declined") + because(e.reason);
    }
    std::string operator()(const Reopened& e) const {
        return pick("mở lại, bỏ quyết định ghi nhầm", "reopened, a decision is taken back") +
               because(e.reason);
    }
    std::string operator()(const Waived& e) const {
        return pick("được miễn", "waived") + granted_by(e.approver) + because(e.reason);
    }
    // Of the obligation's own unit.
    std::string operator()(const SuspensionRecord& r) const {
        return pick("tạm dừng từ ngày ", "suspended from ") + day(r.suspension.days.first) +
               pick(" đến hết ngày ", " to the end of ") + day(r.given_to) +
               (r.suspension.above.empty()
                    ? ""
                    : pick(" theo kế hoạch «", " by the campaign «") + r.suspension.above + "»") +
               granted_by(r.suspension.approver) +
               pick(", thời hạn không đổi", ", its deadline stays") + because(r.suspension.reason);
    }
    std::string ended(const SuspensionRecord& r) const {
        return pick("kết thúc tạm dừng sớm", "the suspension is ended early") +
               because(r.ended_reason);
    }
    std::string operator()(const Withdrawn& e) const {
        return pick("rút khỏi danh sách", "withdrawn") + because(explain_code(e.why, language_));
    }
    std::string operator()(const Rescheduled& e) const {
        return pick("lùi lần nhắc kế tiếp", "the next reminder is put off") +
               because(explain_code(e.because, language_));
    }
    std::string operator()(const HandedOver& e) const {
        const std::string to = unit_names(organisation_, e.to, day_);
        if (!e.reason.empty())
            return pick("bàn giao cho ", "handed over to ") + to + because(e.reason);
        return pick("đơn vị đã kết thúc; bàn giao cho ", "the unit has ended; handed over to ") +
               to;
    }
    std::string operator()(const TookOver& e) const {
        return pick("nhận bàn giao từ ", "took over from ") +
               unit_names(organisation_, e.from, day_) + because(e.reason);
    }
    std::string operator()(const ReminderAsked& e) const {
        return pick("nhắc ngay theo yêu cầu của ", "a reminder at once, asked for by ") +
               unit_names(organisation_, e.unit, day_) + because(e.reason);
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }

private:
    std::string pick(const char* vi, const char* en) const {
        return language_ == Language::vi ? vi : en;
    }
    std::string day(Date date) const {
        return language_ == Language::vi ? official_date(date) : iso_date(date);
    }
    // How its deadline came to have passed already, if it is asked about.
    std::string asking(bool is_asked) const {
        if (!is_asked || !round_.obligation) return {};
        Obligation then = *round_.obligation;
        then.asking = true;  // it may have been answered since
        return "; " + asking_words(then, round_.issued, language_) +
               pick(", chờ người phụ trách trả lời", ", waits for the coordinator's answer");
    }
    std::string term(const std::optional<Term>& term) const {
        if (!term) return pick("; chưa định ngày", "; undated");
        return pick("; ngày cuối được phép ", "; last permitted day ") + day(term->last_permitted);
    }
    std::string granted_by(const std::string& approver) const {
        return approver.empty() ? "" : pick(", người cho phép: ", ", granted by ") + approver;
    }
    // «; đăng ký chỉ tiêu hai-long 85, sang-kien 12»
    std::string figures(const std::vector<Figure>& figures) const {
        std::string words;
        const auto mark = language_ == Language::vi ? DecimalMark::comma : DecimalMark::point;
        std::optional<FigureRole> role;
        for (const Figure& one : figures) {
            if (role == one.role) {
                words += ", ";
            } else if (one.role == FigureRole::target) {
                words += pick("; đăng ký chỉ tiêu ", "; registers ");
            } else {
                words += pick("; kết quả chỉ tiêu ", "; reports ");
            }
            role = one.role;
            words += one.indicator + ' ' + to_text(one.value, mark);
        }
        return words;
    }
    static std::string because(const std::string& reason) {
        return reason.empty() ? "" : ": " + reason;
    }

    Language language_;
    const Organisation& organisation_;
    const Date day_;
    const Round round_;
};

// The obligation as it was in each of its rounds: a rung speaks of the days of its own round.
using Rounds = std::map<int, Obligation>;

std::string words_of(const NoticeRecord& notice, const Rounds& rounds, Language language) {
    const auto round = rounds.find(notice.round);
    const bool of_a_ladder =
        notice.kind == NoticeKind::reminder || notice.kind == NoticeKind::escalation;
    if (round == rounds.end() || !of_a_ladder) return explain_code(notice.because, language);
    NoticeFellDue told;
    told.rung = notice.rung;
    told.round = notice.round;
    told.kind = notice.kind;
    told.because = notice.because;
    return explain(round->second, told, language);
}

Result<NoticeTold> told(const Sight& sight, NoticeRecord notice, const Rounds& rounds) {
    NoticeTold one;
    one.words = words_of(notice, rounds, sight.language);
    if (!notice.instead_of.empty()) {
        one.words += (sight.language == Language::vi ? "; nhận thay " : "; in place of ") +
                     person_name(sight.organisation(), notice.instead_of);
    }
    if (!notice.message.empty()) {
        auto message = sight.reader.message(notice.message);
        if (!message) return message.error();
        if (*message) {
            one.subject = (*message)->subject;
            one.message = (*message)->number;
        }
    }
    one.notice = std::move(notice);
    return one;
}

// Before what it began, which has the same instant.
void insert(Why& why, Happened fact) {
    const auto next = std::ranges::find_if(why.events, [&](const Happened& happened) {
        return happened.at >= fact.at && happened.event != "obligation_born";
    });
    why.events.insert(next, std::move(fact));
}

// The day of the event that the deadline hangs on, as it was set last.
Done add_event(const Sight& sight, const Obligation& obligation, Why& why) {
    const auto definition = sight.definition(obligation.id.campaign);
    const auto deadline = deadline_of(sight, definition.get(), obligation.id);
    if (!deadline || !deadline->anchor) return done;
    const auto dated = sight.reader.events_dated(obligation.id.campaign);
    if (!dated) return dated.error();
    for (const EventDate& one : *dated) {
        if (one.event != deadline->anchor->event) continue;
        const std::string words = "«" + deadline->anchor->title +
                                  "»: " + span_name(one.day, Grain::day, sight.language) + "; " +
                                  one.reason;
        insert(why, {one.at, one.by, "event_dated", words});
    }
    return done;
}

// What was said of the unit while the obligation was followed.
Done add_suspensions(const Sight& sight, const Obligation& obligation, Why& why) {
    const auto definition = sight.definition(obligation.id.campaign);
    const auto records =
        suspensions_of(sight.reader, definition.get(), obligation.id.campaign, obligation.id.unit);
    if (!records) return records.error();
    const Words words(sight.language, sight.organisation(), sight.today, {});
    for (const SuspensionRecord& one : *records) {
        insert(why, {one.at, one.by, "unit_suspended", words(one)});
        if (one.ended)
            insert(why, {*one.ended, one.ended_by, "suspension_ended", words.ended(one)});
    }
    return done;
}

}  // namespace

Result<Why> why(const Sight& sight, const Obligation& obligation) {
    const Subject subject{Subject::Kind::obligation, obligation.id.text()};
    auto history = sight.reader.history(subject.id);
    if (!history) return history.error();
    Why why;
    Rounds rounds;
    std::optional<Obligation> then;
    std::vector<int> round_of;  // of each fact
    for (const JournalEntry& entry : *history) {
        if (const auto* birth = std::get_if<ObligationBorn>(&entry.event)) {
            then = born(obligation.id, *birth, entry.at);
        } else if (then) {
            apply(*then, entry.event, entry.at);
        }
        if (then) rounds.insert_or_assign(then->round, *then);
        round_of.push_back(then ? then->round : 0);
    }
    const auto definition = sight.definition(obligation.id.campaign);
    for (std::size_t i = 0; i < history->size(); ++i) {
        const JournalEntry& entry = (*history)[i];
        const auto round = rounds.find(round_of[i]);
        const Words::Round its{round == rounds.end() ? nullptr : &round->second,
                               issued_on(definition.get())};
        std::string words =
            std::visit(Words(sight.language, sight.organisation(), sight.today, its), entry.event);
        if (words.empty()) continue;
        why.events.push_back(
            {entry.at, entry.by, std::string(name_of(entry.event)), std::move(words)});
    }
    if (auto told_event = add_event(sight, obligation, why); !told_event) return told_event.error();
    if (auto told_days = add_suspensions(sight, obligation, why); !told_days)
        return told_days.error();
    auto notices = sight.reader.notices_about(subject);
    if (!notices) return notices.error();
    for (NoticeRecord& notice : *notices) {
        auto one = told(sight, std::move(notice), rounds);
        if (!one) return one.error();
        why.notices.push_back(*std::move(one));
    }
    return why;
}

Result<std::string> notice_words(const Sight& sight, const NoticeRecord& notice) {
    const auto id = ObligationId::parse(notice.about.id);
    if (notice.about.kind != Subject::Kind::obligation || !id)
        return explain_code(notice.because, sight.language);
    const auto history = sight.reader.history(notice.about);
    if (!history) return history.error();
    Rounds rounds;
    std::optional<Obligation> then;
    for (const JournalEntry& entry : *history) {
        if (const auto* birth = std::get_if<ObligationBorn>(&entry.event)) {
            then = born(*id, *birth, entry.at);
        } else if (then) {
            apply(*then, entry.event, entry.at);
        }
        if (then) rounds.insert_or_assign(then->round, *then);
    }
    return words_of(notice, rounds, sight.language);
}

std::string notice_state_name(NoticeState state, Language language) {
    const bool vi = language == Language::vi;
    switch (state) {
        case NoticeState::queued: return vi ? "chờ gửi" : "queued";
        case NoticeState::retrying: return vi ? "đang gửi lại" : "retrying";
        case NoticeState::sent: return vi ? "đã gửi" : "sent";
        case NoticeState::failed: return vi ? "gửi không được" : "failed";
        case NoticeState::suppressed: return vi ? "không gửi nữa" : "suppressed";
        case NoticeState::passed_over: return vi ? "bỏ qua" : "passed over";
    }
    CHECK(false);
}

std::string message_state_name(MessageState state, Language language) {
    switch (state) {
        case MessageState::queued: return notice_state_name(NoticeState::queued, language);
        case MessageState::retrying: return notice_state_name(NoticeState::retrying, language);
        case MessageState::sent: return notice_state_name(NoticeState::sent, language);
        case MessageState::failed: return notice_state_name(NoticeState::failed, language);
        case MessageState::suppressed: return notice_state_name(NoticeState::suppressed, language);
    }
    CHECK(false);
}

}  // namespace dondoc
