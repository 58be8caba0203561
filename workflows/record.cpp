#include "workflows/record.h"

#include <algorithm>

#include "workflows/check.h"
#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::string_view unit_ended = "unit_ended";  // succession.h

// The last permitted day, or the last day of the suspension that covers it; one that begins on the
// first working day after it goes on with it.
Date held_to(const Term& term, const Reckoning& by) {
    Date day = term.last_permitted;
    auto span = covering(by.suspended, day);
    while (span) {
        day = span->last;
        span = covering(by.suspended, by.calendar.shift(day, 1));
    }
    return day;
}

// Working days in (from, to] on which the unit is not suspended.
int days_between(Date from, Date to, const Reckoning& by) {
    constexpr std::chrono::days day{1};
    int days = by.calendar.count(from, to);
    for (const DateSpan& span : by.suspended) {
        const Date first = std::max(from, span.first - day);
        const Date last = std::min(to, span.last);
        if (first < last) days -= by.calendar.count(first, last);
    }
    return days;
}

// A submission and how late it is held to be.
struct Judged {
    Date arrived;
    std::optional<Term> term;  // the one it is judged by; empty: undated
    bool known_too_late = false;

    bool counts() const { return term && !known_too_late; }
    bool late(const Reckoning& by) const { return counts() && arrived > held_to(*term, by); }
};

int days_late(const Judged& one, const Reckoning& by) {
    return days_between(held_to(*one.term, by), one.arrived, by);
}

class Account {
public:
    Account(const ObligationId& id, const ObligationBorn& first, Instant at)
        : obligation_(born(id, first, at)) {}

    void add(const PastEvent& past) {
        const bool asking = obligation_.asking;
        const bool stood = obligation_.arrived.has_value() && !judged_.empty();
        apply(obligation_, past.event, past.at);
        if (const auto* submitted = std::get_if<Submitted>(&past.event)) {
            judged_.push_back({submitted->arrived, obligation_.term, asking});
        } else if (std::holds_alternative<Reopened>(past.event)) {
            if (stood && !obligation_.arrived) judged_.pop_back();
        } else if (std::holds_alternative<Returned>(past.event)) {
            ++returns_;
        } else if (std::holds_alternative<Extended>(past.event)) {
            ++extensions_;
        } else if (stood) {
            forgive(judged_.back());
        }
    }

    RecordLine line(const Reckoning& by) const {
        RecordLine line;
        line.id = obligation_.id;
        line.how = how(by);
        line.submissions = static_cast<int>(judged_.size());
        line.returns = returns_;
        line.extensions = extensions_;
        const bool open = obligation_.owed() || judged_.empty();
        const auto& term = open ? obligation_.term : judged_.back().term;
        if (term) line.last_permitted = term->last_permitted;
        if (!open) line.arrived = judged_.back().arrived;
        const bool stands = obligation_.arrived && !judged_.empty();
        if (stands && judged_.back().late(by)) line.late_by = days_late(judged_.back(), by);
        if (!is_counted(line.how)) return line;
        for (const Judged& one : judged_) {
            if (one.late(by)) line.days_late += days_late(one, by);
        }
        if (line.how == Punctuality::missing)
            line.days_late += days_between(held_to(*term, by), by.today, by);
        return line;
    }

private:
    // The deadline moved while the submission stood.
    void forgive(Judged& judged) const {
        const auto& now = obligation_.term;
        if (!now || (judged.term && now->last_permitted > judged.term->last_permitted))
            judged.term = now;
    }

    Punctuality how(const Reckoning& by) const {
        if (obligation_.state == ObligationState::waived) return Punctuality::waived;
        if (obligation_.state == ObligationState::withdrawn) return Punctuality::withdrawn;
        const bool overdue = obligation_.overdue_on(by.today) && !obligation_.asking;
        const bool held = overdue && by.today <= held_to(*obligation_.term, by);
        if (overdue && !held) return Punctuality::missing;
        if (std::ranges::any_of(judged_, [&](const Judged& one) { return one.late(by); }))
            return Punctuality::late;
        if (std::ranges::any_of(judged_, &Judged::counts)) return Punctuality::on_time;
        if (held) return Punctuality::suspended;
        const bool excused = std::ranges::any_of(judged_, &Judged::known_too_late);
        if (obligation_.asking || excused) return Punctuality::known_too_late;
        const bool undated = judged_.empty() ? !obligation_.term : !judged_.back().term;
        return undated ? Punctuality::undated : Punctuality::not_due;
    }

    Obligation obligation_;
    std::vector<Judged> judged_;
    int returns_ = 0;
    int extensions_ = 0;
};

// The share leaves the unit: it passes on, or ends with a unit that nobody succeeds.
bool leaves(const Event& event) {
    const auto* withdrawn = std::get_if<Withdrawn>(&event);
    return std::holds_alternative<HandedOver>(event) || (withdrawn && withdrawn->why == unit_ended);
}

// To which day it is counted then: a unit that has ended is late no longer than to its last day.
Date last_day(Instant left, const Reckoning& by) {
    const Date on = by.zone.date_of(left);
    return by.until ? std::min(on, *by.until) : on;
}

RecordLine line_then(const Account& account, const PastEvent& left, Reckoning by) {
    by.today = last_day(left.at, by);
    RecordLine line = account.line(by);
    const bool passed_on = std::holds_alternative<HandedOver>(left.event);
    if (passed_on) line.handed_over = by.zone.date_of(left.at);
    if (!is_counted(line.how))
        line.how = passed_on ? Punctuality::handed_over : Punctuality::withdrawn;
    return line;
}

}  // namespace

std::string_view to_string(Punctuality how) {
    switch (how) {
        case Punctuality::on_time: return "on_time";
        case Punctuality::late: return "late";
        case Punctuality::missing: return "missing";
        case Punctuality::not_due: return "not_due";
        case Punctuality::undated: return "undated";
        case Punctuality::waived: return "waived";
        case Punctuality::withdrawn: return "withdrawn";
        case Punctuality::handed_over: return "handed_over";
        case Punctuality::suspended: return "suspended";
        case Punctuality::known_too_late: return "known_too_late";
    }
    CHECK(false);
}

bool is_counted(Punctuality how) {
    return how == Punctuality::on_time || how == Punctuality::late || how == Punctuality::missing;
}

std::string punctuality_name(Punctuality how, Language language) {
    switch (how) {
        case Punctuality::on_time: return in_words(language, "đúng hạn", "on time");
        case Punctuality::late: return in_words(language, "nộp trễ hạn", "late");
        case Punctuality::missing: return in_words(language, "quá hạn, chưa nộp", "still missing");
        case Punctuality::not_due: return in_words(language, "chưa đến hạn", "not due yet");
        case Punctuality::undated: return in_words(language, "chưa định ngày", "undated");
        case Punctuality::waived: return in_words(language, "được miễn", "waived");
        case Punctuality::withdrawn: return in_words(language, "đã rút", "withdrawn");
        case Punctuality::handed_over: return in_words(language, "đã bàn giao", "handed over");
        case Punctuality::suspended: return in_words(language, "đang tạm dừng", "suspended");
        case Punctuality::known_too_late:
            return in_words(language, "hạn đã qua từ khi nhập, khi dời hoặc khi nhận bàn giao",
                            "past already when it was entered, moved or taken over");
    }
    CHECK(false);
}

std::optional<RecordLine> record_of(const ObligationId& id, const std::vector<PastEvent>& history,
                                    const Reckoning& by) {
    std::optional<Account> account;
    std::optional<RecordLine> left;
    for (const PastEvent& past : history) {
        if (const auto* first = std::get_if<ObligationBorn>(&past.event)) {
            account.emplace(id, *first, past.at);
        } else if (account) {
            if (leaves(past.event)) left = line_then(*account, past, by);
            if (std::holds_alternative<RoundBegun>(past.event)) left.reset();  // it is back
            account->add(past);
        }
    }
    if (!account) return {};
    return left ? left : account->line(by);
}

std::optional<TakenOver> taken_over(const ObligationId& from, const std::vector<PastEvent>& history,
                                    const Reckoning& by, const TakingOver& asked) {
    const auto passed = std::ranges::find_if(history, [&](const PastEvent& past) {
        const auto* event = std::get_if<HandedOver>(&past.event);
        if (!event || past.at != asked.at) return false;
        const auto to = ids_in(event->to);
        return std::ranges::find(to, asked.unit) != to.end();
    });
    if (passed == history.end()) return {};
    Reckoning then = by;
    then.today = last_day(passed->at, by);
    auto line = record_of(from, {history.begin(), passed}, then);
    if (!line) return {};
    return TakenOver{*std::move(line), by.zone.date_of(passed->at),
                     std::get<HandedOver>(passed->event).reason};
}

RecordSum sum_of(const std::vector<RecordLine>& lines) {
    RecordSum sum;
    for (const RecordLine& line : lines) {
        if (!is_counted(line.how)) {
            ++sum.not_counted;
            continue;
        }
        ++sum.counted;
        sum.on_time += line.how == Punctuality::on_time;
        sum.late += line.how == Punctuality::late;
        sum.missing += line.how == Punctuality::missing;
        sum.days_late += line.days_late;
        sum.returns += line.returns;
        sum.extensions += line.extensions;
    }
    return sum;
}

std::string how_words(const RecordLine& line, Language language) {
    std::string words = punctuality_name(line.how, language);
    if (line.how == Punctuality::late && line.days_late == 0)
        words += in_words(language, " (ngày nghỉ)", " (on a day off)");
    return words;
}

std::string late_words(int days, Language language) {
    if (days == 0) return in_words(language, "trễ hạn (ngày nghỉ)", "late (on a day off)");
    return in_words(language, "trễ hạn ", "late by ") + working_days_in_words(days, language);
}

std::string how_counted(Language language) {
    return in_words(
        language,
        "Cách tính: ngày văn bản đến theo sổ đăng ký so với ngày cuối được phép đang có hiệu lực, "
        "tính bằng ngày làm việc; ngày nghỉ không tính. Được gia hạn thì tính theo hạn mới. Bị trả "
        "lại thì lần nộp trước giữ nguyên kết quả, lần nộp lại tính theo hạn của lần trả lại; số "
        "ngày trễ của các lần cộng lại. Những ngày đơn vị được tạm dừng vì bất khả kháng không "
        "tính. Hạn được dời sau khi đã nộp chỉ có thể giảm số ngày trễ. Chưa nộp thì tính đến hôm "
        "nay và ghi rõ; đơn vị đã bàn giao hoặc kết thúc hoạt động thì tính đến ngày đó. Không "
        "tính: chưa đến hạn, chưa định ngày, được miễn, đã rút khỏi kế hoạch, đã bàn giao khi chưa "
        "quá hạn, và hạn đã qua từ khi nhập, khi dời hoặc khi nhận bàn giao. Số lần trả lại và gia "
        "hạn ghi riêng, không phải là trễ hạn.",
        "How it is counted: the registered arrival against the last permitted day in force, in "
        "working days; days off do not count. After an extension the new day counts. After a "
        "return, what was submitted before keeps its result, and what is submitted again is judged "
        "by the day of the return; the days late of all rounds add up. Days on which the unit is "
        "suspended do not count. A deadline moved after the submission can only make it less late. "
        "What is missing counts up to today and is marked so; of a unit that has handed it over, "
        "or has ended, up to that day. Not counted: not due yet, undated, waived, withdrawn from "
        "the plan, handed over before it was overdue, and what was past already when it was "
        "entered, moved or taken over. Returns and extensions are listed apart and are not "
        "lateness.");
}

std::string how_taken_over(Language language) {
    return in_words(
        language,
        "Phần nhận bàn giao: ghi riêng kết quả của đơn vị giao, tính đến ngày bàn giao hoặc ngày "
        "cuối hoạt động của đơn vị đó; không tính cho đơn vị nhận.",
        "What was taken over: the record of the unit that handed it over, counted to the day on "
        "which it passed on or to the last day of that unit; it does not count against the unit "
        "that took it over.");
}

}  // namespace dondoc
