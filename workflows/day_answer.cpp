#include "workflows/day_answer.h"

#include <algorithm>
#include <utility>

#include "workflows/check.h"
#include "workflows/escalation.h"
#include "workflows/explain.h"
#include "workflows/planner.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

// The answer for one obligation and day, sentence by sentence.
class Answering {
public:
    Answering(const Definition* definition, const DayFacts& facts, Language language)
        : definition_(definition), facts_(facts), language_(language) {
        if (!facts_.then) return;
        obligation_ = &*facts_.then;
        duty_ = definition_ ? definition_->campaign.duty(obligation_->id.duty) : nullptr;
        if (duty_ && obligation_->term) rungs_ = rung_moments(*definition_, *obligation_);
    }

    DayAnswer answer() {
        if (facts_.day > facts_.today) {
            say("ngày " + day(facts_.day) + " chưa tới; nếu đến đó không có gì thay đổi:",
                iso_date(facts_.day) + " is still ahead; if nothing changes until then:");
        }
        if (!obligation_) {
            not_followed();
        } else {
            tell_notices();
            if (!anyone_told_ && facts_.notices.empty()) explain_silence();
            tell_next();
        }
        return {code_.value_or(DayCode::told), std::move(sentences_)};
    }

private:
    void say(const std::string& vi, const std::string& en) {
        sentences_.push_back(language_ == Language::vi ? vi : en);
    }
    std::string pick(const char* vi, const char* en) const {
        return language_ == Language::vi ? vi : en;
    }
    std::string day(Date date) const {
        return language_ == Language::vi ? official_date(date) : iso_date(date);
    }
    void because(DayCode code, const std::string& vi, const std::string& en) {
        if (!code_) code_ = code;
        say(vi, en);
    }

    void not_followed();
    void tell_notices();
    void explain_silence();
    bool explain_state();
    void explain_circumstances();
    void explain_ladder();
    bool explain_kept(const RungMoment&, const std::string& rung);
    void tell_next_rung();
    void tell_next();
    void tell_next_question();
    bool silent_on(Date date) const { return covering(facts_.silenced, date).has_value(); }
    std::string held_until(Date) const;
    std::string whom(const RungMoment&) const;
    std::string rung_of(const RungMoment&) const;
    const RungMoment* rung_after(Date) const;
    const RungMoment* rung_before(Date) const;
    const RungMoment* held_back() const;

    const Definition* definition_;
    const DayFacts& facts_;
    const Language language_;
    const Obligation* obligation_ = nullptr;
    const Duty* duty_ = nullptr;
    std::vector<RungMoment> rungs_;
    bool anyone_told_ = false;
    std::optional<DayCode> code_;
    std::vector<std::string> sentences_;
};

void Answering::not_followed() {
    if (facts_.first_seen) {
        because(DayCode::not_followed,
                "ngày " + day(facts_.day) + " dondoc chưa theo dõi nghĩa vụ này, chỉ từ ngày " +
                    day(*facts_.first_seen),
                "dondoc did not follow this obligation on " + day(facts_.day) +
                    "; it has done so since " + day(*facts_.first_seen));
    } else {
        because(DayCode::not_followed, "dondoc chưa theo dõi nghĩa vụ này",
                "dondoc does not follow this obligation yet");
    }
}

void Answering::tell_notices() {
    for (const NoticeOfDay& notice : facts_.notices) {
        anyone_told_ = anyone_told_ || (notice.fate == NoticeFate::sent && !notice.other_day);
        sentences_.push_back(notice_words(*obligation_, notice, language_));
    }
    if (facts_.notices.empty()) return;
    const auto passed = [](const auto& one) { return one.fate == NoticeFate::passed_over; };
    const bool only_passed_over = std::ranges::all_of(facts_.notices, passed);
    code_ = anyone_told_       ? DayCode::told
            : only_passed_over ? DayCode::passed_over
                               : DayCode::not_sent;
    if (!anyone_told_) explain_circumstances();
}

void Answering::explain_silence() {
    if (!facts_.set_aside.empty()) {
        because(DayCode::set_aside,
                "nghĩa vụ bị để riêng vì không đọc hoặc không tính được: " + facts_.set_aside,
                "the obligation was set aside, because it could not be read or planned: " +
                    facts_.set_aside);
    }
    if (explain_state()) return;
    explain_circumstances();
    explain_ladder();
}

// True if nothing is to be said whatever the ladder says.
bool Answering::explain_state() {
    const Obligation& one = *obligation_;
    const std::string reason = one.last_reason.empty() ? "" : ": " + one.last_reason;
    switch (one.state) {
        case ObligationState::withdrawn:
            because(DayCode::withdrawn,
                    "không còn phải nộp, không ai bị nhắc: " +
                        explain_code(one.last_reason, Language::vi),
                    "nothing is owed any more, so nobody is reminded: " +
                        explain_code(one.last_reason, Language::en));
            return true;
        case ObligationState::waived:
            because(DayCode::settled, "đơn vị đã được miễn" + reason,
                    "the unit had been freed of it" + reason);
            return true;
        case ObligationState::accepted:
            because(DayCode::settled,
                    "báo cáo của đơn vị đã được tiếp nhận, không còn gì phải nhắc",
                    "what the unit owes had been accepted; nothing is left to remind of");
            return true;
        case ObligationState::submitted:
            because(DayCode::submitted,
                    "đơn vị đã nộp, văn bản đến ngày " +
                        (one.arrived ? day(*one.arrived) : std::string("?")) +
                        ", đang chờ duyệt; không ai bị nhắc",
                    "the unit had submitted, arrived on " +
                        (one.arrived ? day(*one.arrived) : std::string("?")) +
                        ", and it waits for acceptance; nobody is reminded");
            return true;
        case ObligationState::pending:
        case ObligationState::returned: break;
    }
    if (!one.term) {
        const std::string& event = facts_.awaits;
        because(DayCode::undated,
                event.empty() ? "kế hoạch chưa định ngày nên đơn vị không bị nhắc"
                              : "chưa định ngày diễn ra «" + event + "» nên đơn vị không bị nhắc",
                event.empty() ? "the plan sets no date, so the unit is not reminded"
                              : "the day of «" + event +
                                    "» is not set, so the unit is not "
                                    "reminded");
        return true;
    }
    if (one.asking) {
        const auto issued = definition_ ? definition_->campaign.issued : std::nullopt;
        because(DayCode::asking,
                asking_words(one, issued, Language::vi) +
                    "; chờ người phụ trách trả lời, không ai khác bị nhắc",
                asking_words(one, issued, Language::en) +
                    "; it waits for the coordinator's answer and nobody else is told");
        return true;
    }
    return false;
}

void Answering::explain_circumstances() {
    if (definition_ && definition_->campaign.issued && facts_.day < *definition_->campaign.issued) {
        const Date issued = *definition_->campaign.issued;
        because(DayCode::before_issue,
                "kế hoạch ban hành ngày " + day(issued) + "; trước ngày đó không ai bị nhắc",
                "the plan was issued on " + day(issued) + "; nobody is told anything before");
    }
    if (facts_.held) {
        because(DayCode::phase_held, "giai đoạn của nghĩa vụ đang tạm giữ",
                "the phase of the obligation was held");
    }
    if (const auto span = covering(facts_.suspended, facts_.day)) {
        const std::string why = facts_.suspended_why.empty() ? "" : ": " + facts_.suspended_why;
        because(DayCode::suspended,
                "đơn vị được tạm dừng từ ngày " + day(span->first) + " đến hết ngày " +
                    day(span->last) + why,
                "the unit was suspended from " + day(span->first) + " to " + day(span->last) + why);
    }
    if (silent_on(facts_.day)) {
        because(DayCode::silenced, "thư nhắc đang được giữ: " + facts_.silenced_why,
                "it was silenced: " + facts_.silenced_why);
    }
    if (!facts_.paused.empty()) {
        because(DayCode::paused, "mọi thư bị tạm dừng gửi (" + facts_.paused + ")",
                "all sending was paused (" + facts_.paused + ")");
    }
    if (!definition_ || definition_->calendar->working(facts_.day)) return;
    const std::string what =
        day_words(facts_.day, definition_->calendar->describe(facts_.day), language_);
    because(DayCode::day_off,
            "ngày " + day(facts_.day) + " là " + what + "; thư chỉ gửi vào ngày làm việc",
            day(facts_.day) + " is not worked (" + what + "); messages leave on working days only");
}

void Answering::explain_ladder() {
    if (!duty_) {
        because(DayCode::no_ladder, "kế hoạch hiện nay không còn nghĩa vụ này",
                "the plan as it is now does not know this obligation");
        return;
    }
    if (covering(facts_.suspended, facts_.day)) return;  // and that is all there is to it
    const auto on_the_day = std::ranges::find(rungs_, facts_.day, &RungMoment::day);
    if (on_the_day != rungs_.end()) {
        const std::string rung = rung_of(*on_the_day) + whom(*on_the_day);
        if (explain_kept(*on_the_day, rung)) return;
        if (silent_on(facts_.day)) {
            because(DayCode::silenced, "được giữ lại: " + rung, "held back: " + rung);
            return;
        }
        if (facts_.day < facts_.today) {
            if (code_) return;  // what was said already kept it from being told
            because(DayCode::not_then,
                    "theo kế hoạch, lịch và bậc nhắc hiện nay, ngày này có: " + rung +
                        "; khi đó thì chưa có",
                    "the plan, calendar and ladder of today have a rung on this day: " + rung +
                        "; when it came they had none");
            return;
        }
        because(DayCode::ahead, "đến ngày này sẽ báo: " + rung, "will be told that day: " + rung);
        return;
    }
    const RungMoment* before = rung_before(facts_.day);
    if (!before) {
        because(DayCode::before_first, "chưa đến bậc nhắc đầu tiên",
                "the first rung was still ahead");
    } else if (!rung_after(facts_.day)) {
        because(
            DayCode::after_last,
            "bậc nhắc cuối cùng đã qua (" + rung_of(*before) + ", ngày " + day(before->day) + ")",
            "the last rung had passed (" + rung_of(*before) + ", on " + day(before->day) + ")");
    } else {
        because(DayCode::between,
                "không có bậc nhắc nào rơi vào ngày " + day(facts_.day) + "; bậc trước là " +
                    rung_of(*before) + ", ngày " + day(before->day),
                "no rung falls on " + day(facts_.day) + "; the one before is " + rung_of(*before) +
                    ", on " + day(before->day));
    }
}

// A rung that a person keeps; what a release lets go leaves later, and is told of then.
bool Answering::explain_kept(const RungMoment& moment, const std::string& rung) {
    const Obligation& one = *obligation_;
    const auto& over = one.rungs_done;
    if (std::ranges::find(over, moment.rung->id) != over.end()) return false;
    if (one.held && moment.rung->after_deadline()) {
        because(DayCode::escalations_held,
                "người phụ trách giữ thư báo quá hạn (" + one.held_reason + "): " + rung,
                "an officer holds its escalations (" + one.held_reason + "): " + rung);
        return true;
    }
    if (!one.needs_release(*moment.rung)) return false;
    because(DayCode::needs_release, "cần người phụ trách đồng ý trước khi gửi: " + rung,
            "needs an officer's release before it leaves: " + rung);
    return true;
}

std::string Answering::rung_of(const RungMoment& moment) const {
    NoticeFellDue rung;
    rung.rung = moment.rung->id;
    rung.round = obligation_->round;
    rung.because = "on_time";
    return explain(*obligation_, rung, language_);
}

std::string Answering::whom(const RungMoment& moment) const {
    const Rung& rung = *moment.rung;
    const Person* person =
        resolve(*definition_, *duty_, obligation_->id.unit, rung.audience, moment.day).person;
    const std::string name = person ? person->name : pick("chưa có ai", "nobody holds this role");
    return pick(", gửi ", ", to the ") + audience_name(rung.audience, language_) + " (" + name +
           ")";
}

const RungMoment* Answering::rung_after(Date date) const {
    const auto next = std::ranges::find_if(rungs_, [&](const RungMoment& rung) {
        return rung.day > date && !covering(facts_.suspended, rung.day);
    });
    return next == rungs_.end() ? nullptr : &*next;
}

const RungMoment* Answering::rung_before(Date date) const {
    const RungMoment* last = nullptr;
    for (const RungMoment& rung : rungs_) {
        if (rung.day < date) last = &rung;
    }
    return last;
}

// The last rung that a silence holds back on that day.
const RungMoment* Answering::held_back() const {
    const RungMoment* last =
        silent_on(facts_.day) ? rung_before(facts_.day + std::chrono::days(1)) : nullptr;
    const auto& over = obligation_->rungs_done;
    const bool done = last && std::ranges::find(over, last->rung->id) != over.end();
    return done ? nullptr : last;
}

// Of what has no date. Nobody is asked for one after the period.
void Answering::tell_next_question() {
    const auto date = ymd(facts_.day);
    const DateSpan month = month_span(int(date.year()), unsigned(date.month()));
    const Date next =
        definition_->calendar->first_working_on_or_after(month.last + std::chrono::days(1));
    const Date end = definition_->campaign.period.last;
    if (next > end) {
        say("tiếp theo: không hỏi nữa vì kế hoạch hết ngày " + day(end) +
                "; khi được định ngày, nghĩa vụ lại được nhắc",
            "next: nobody is asked any more, as the plan ends on " + day(end) +
                "; once it has a date, it is chased again");
        return;
    }
    say("tiếp theo: người phụ trách được hỏi vào ngày làm việc đầu tiên của mỗi tháng",
        "next: the coordinator is asked on the first working day of each month");
}

void Answering::tell_next() {
    const Obligation& one = *obligation_;
    if (!duty_) {
        say("tiếp theo: không nhắc nữa, trừ khi nghĩa vụ trở lại kế hoạch",
            "next: nothing, unless the plan names it again");
    } else if (one.settled()) {
        say("tiếp theo: không còn gì", "next: nothing");
    } else if (!one.owed()) {
        say("tiếp theo: người phụ trách tiếp nhận hoặc trả lại",
            "next: the coordinator accepts or returns it");
    } else if (!one.term) {
        tell_next_question();
    } else if (one.asking) {
        say("tiếp theo: người phụ trách ghi nhận đã nộp, gia hạn hoặc miễn",
            "next: the coordinator records a submission, an extension or a waiver");
    } else if (facts_.held) {
        say("tiếp theo: chờ thôi tạm giữ giai đoạn", "next: the phase is released by a person");
    } else {
        tell_next_rung();
    }
}

// What a silence holds back, and when it lets it go.
std::string Answering::held_until(Date date) const {
    if (!silent_on(date)) return {};
    const Date heard = heard_again(*definition_, facts_.silenced, date);
    return pick(", giữ đến ngày ", ", held back until ") + day(heard) +
           pick(" vì đang giữ thư", " by a silence");
}

void Answering::tell_next_rung() {
    const Instant end = definition_->zone.at(facts_.day + std::chrono::days(1), TimeOfDay{0}) -
                        std::chrono::seconds(1);
    const std::string kept = kept_words(
        *obligation_,
        escalations_ahead(*definition_, *obligation_, {facts_.suspended, facts_.silenced}, end),
        language_);
    const RungMoment* next = rung_after(facts_.day);
    if (const RungMoment* held = held_back()) next = held;
    const bool told = next && !(obligation_->held && next->rung->after_deadline());
    if (!kept.empty())
        say("tiếp theo: " + kept + "; người phụ trách cho gửi bằng lệnh release",
            "next: " + kept + "; a person lets it go with release");
    if (told) {
        const std::string rung = rung_of(*next) + whom(*next);
        const bool consent = obligation_->needs_release(*next->rung);
        say("tiếp theo: ngày " + day(next->day) + ", " + rung + held_until(next->day) +
                (consent ? ", cần đồng ý trước khi gửi" : ""),
            "next: on " + day(next->day) + ", " + rung + held_until(next->day) +
                (consent ? ", which needs a release" : ""));
    } else if (kept.empty()) {
        say("tiếp theo: đã hết bậc nhắc, cần gọi điện", "next: no reminder is left; call them");
    }
}

}  // namespace

DayAnswer answer_for(const Definition* definition, const DayFacts& facts, Language language) {
    return Answering(definition, facts, language).answer();
}

}  // namespace dondoc
