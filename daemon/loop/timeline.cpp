#include "daemon/loop/timeline.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

std::string before_dot(const std::string& id) {
    return id.substr(0, id.find('.'));
}

// The words for a person's decision; empty for events that are none.
std::string decision_words(const Event& event, Language language) {
    if (const auto* e = std::get_if<Submitted>(&event)) {
        const std::string document = e->document.empty() ? "" : " " + e->document;
        return in_words(language, "đã nộp", "submitted") + document;
    }
    if (std::holds_alternative<Accepted>(event))
        return in_words(language, "được tiếp nhận", "accepted");
    if (const auto* e = std::get_if<Returned>(&event)) {
        return in_words(language, "bị trả lại: ", "returned: ") + e->reason;
    }
    if (const auto* e = std::get_if<Extended>(&event)) {
        return in_words(language, "được gia hạn đến ", "extended to ") +
               day_in_words(e->to, language);
    }
    if (const auto* e = std::get_if<Waived>(&event)) {
        return in_words(language, "được miễn: ", "waived: ") + e->reason;
    }
    if (const auto* e = std::get_if<ExtensionRequested>(&event)) {
        return in_words(language, "xin gia hạn đến ", "asks for time until ") +
               day_in_words(e->to, language);
    }
    if (const auto* e = std::get_if<ExtensionDeclined>(&event)) {
        return in_words(language, "không được gia hạn: ", "extension declined: ") + e->reason;
    }
    if (const auto* e = std::get_if<Reopened>(&event)) {
        return in_words(language, "mở lại: ", "reopened: ") + e->reason;
    }
    if (const auto* e = std::get_if<UnitSuspended>(&event)) {
        return e->unit + ' ' + in_words(language, "tạm dừng đến hết ", "is suspended until ") +
               day_in_words(e->to, language) + ": " + e->reason;
    }
    if (const auto* e = std::get_if<SuspensionEnded>(&event)) {
        return e->unit + ' ' + in_words(language, "thôi tạm dừng: ", "is suspended no more: ") +
               e->reason;
    }
    if (const auto* e = std::get_if<ReminderAsked>(&event)) {
        return in_words(language, "được yêu cầu nhắc ngay: ", "reminder asked for: ") + e->reason;
    }
    return {};
}

std::string because(const std::string& reason) {
    return reason.empty() ? "" : ": " + reason;
}

// What passes from a unit to another; empty for events that are about something else.
std::string succession_words(const Event& event, const Organisation& organisation, Date day,
                             Language language) {
    if (const auto* e = std::get_if<HandedOver>(&event)) {
        return in_words(language, "được bàn giao cho ", "handed over to ") +
               unit_names(organisation, e->to, day) + because(e->reason);
    }
    if (const auto* e = std::get_if<TookOver>(&event)) {
        return in_words(language, "nhận phần của ", "takes over from ") +
               unit_names(organisation, e->from, day) + because(e->reason);
    }
    return {};
}

}  // namespace

Timeline::Timeline(const Definitions& definitions, const Zone& zone, Language language,
                   std::function<void(const std::string&)> line)
    : definitions_(definitions), zone_(zone), language_(language), line_(std::move(line)) {}

void Timeline::tell(const Step& step) {
    std::map<std::string, int> births;
    for (const Change& change : step.changes) {
        for (const Event& event : change.events) {
            if (std::holds_alternative<ObligationBorn>(event))
                ++births[before_dot(change.subject.id)];
            tell(change, event, step.at);
        }
    }
    for (const auto& [campaign, count] : births) {
        line_(fmt::format(
            "{} {}  {}  {}: {} {}", iso_date(zone_.date_of(step.at)),
            clock_time(zone_.time_of(step.at)), "★", campaign, count,
            in_words(language_, "nghĩa vụ được đưa vào theo dõi", "obligations are followed")));
    }
}

// What is known of a message that left; after a restart only its key.
std::string Timeline::left(const std::string& message) {
    const auto composed = composed_.extract(message);
    return composed ? composed.mapped() : message;
}

void Timeline::tell(const Change& change, const Event& event, Instant at) {
    std::string sign, words;
    if (const auto* moved = std::get_if<PhaseMoved>(&event)) {
        const auto definition = definitions_.find(before_dot(change.subject.id));
        const std::string id = change.subject.id.substr(change.subject.id.find('.') + 1);
        const Phase* phase = definition ? definition->campaign.phase(id) : nullptr;
        sign = "◆";
        words = fmt::format("{} «{}» {} ({})", in_words(language_, "giai đoạn", "phase"),
                            phase && !phase->title.empty() ? phase->title : id,
                            phase_state_name(moved->to, language_),
                            explain_code(moved->why, language_));
    } else if (const auto* dated = std::get_if<EventDated>(&event)) {
        const auto definition = definitions_.find(change.subject.id);
        const CampaignEvent* its = definition ? definition->campaign.event(dated->event) : nullptr;
        sign = "✓";
        words = fmt::format(
            "{}  {} «{}»: {}", change.subject.id, in_words(language_, "sự kiện", "event"),
            its ? its->title : dated->event, span_name(dated->day, Grain::day, language_));
    } else if (const auto* composed = std::get_if<MessageComposed>(&event)) {
        composed_[change.subject.id] = fmt::format("{}  {}", composed->address, composed->subject);
        return;
    } else if (std::holds_alternative<DeliverySucceeded>(event)) {
        sign = "✉";
        words = left(change.subject.id);
    } else if (const auto* delayed = std::get_if<DeliveryDelayed>(&event)) {
        if (delayed->attempt > 1) return;  // once is enough for a person who watches
        sign = "…";
        words = change.subject.id + "  " + delayed->why;
    } else if (const auto* failed = std::get_if<DeliveryFailed>(&event)) {
        sign = "✗";
        words = change.subject.id + "  " + explain_code(failed->why, language_);
    } else {
        const auto definition = definitions_.find(before_dot(change.subject.id));
        const std::string passed = definition ? succession_words(event, *definition->organisation,
                                                                 zone_.date_of(at), language_)
                                              : "";
        const std::string decided = passed.empty() ? decision_words(event, language_) : passed;
        if (decided.empty()) return;
        sign = passed.empty() ? "✓" : "⇒";
        words = change.subject.id + "  " + decided;
    }
    line_(fmt::format("{} {}  {}  {}", iso_date(zone_.date_of(at)), clock_time(zone_.time_of(at)),
                      sign, words));
}

namespace {

struct Tally {
    int sent = 0;
    int waiting = 0;  // queued or being retried
    int unsent = 0;   // failed or suppressed
};

std::string report_lines(const std::map<std::string, Tally>& people,
                         const Organisation& organisation, const Tally& all, Language language) {
    std::string text;
    for (const auto& [id, tally] : people) {
        const Person* person = organisation.person(id);
        text += fmt::format("{:5}  {}\n", tally.sent,
                            person ? fmt::format("{} <{}>", person->name, person->address) : id);
    }
    const char* line = language == Language::vi
                           ? "{} thư đã gửi, {} còn chờ gửi, {} không gửi (xem nhật ký)\n"
                           : "{} messages sent, {} waiting, {} not sent (see the journal)\n";
    return text + fmt::format(fmt::runtime(line), all.sent, all.waiting, all.unsent);
}

}  // namespace

Result<std::string> sending_report(const Reader& reader, const Organisation& organisation,
                                   Language language) {
    std::map<std::string, Tally> people;
    Tally all;
    std::string cursor;
    do {
        const auto page = reader.messages({}, page_size_max, cursor);
        if (!page) return page.error();
        for (const MessageRecord& message : page->rows) {
            const bool sent = message.state == MessageState::sent;
            people[message.person].sent += sent;
            (sent ? all.sent : message.next ? all.waiting : all.unsent) += 1;
        }
        cursor = page->cursor;
    } while (!cursor.empty());
    return report_lines(people, organisation, all, language);
}

}  // namespace dondoc
