#include "daemon/loop/reports.h"

#include <algorithm>
#include <utility>

#include "daemon/store/encoding.h"
#include "workflows/bounce.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// What is reported of the recipient that the message was written to.
const DeliveryReport::Recipient* about(const MessageRecord& message, const DeliveryReport& report) {
    for (const auto& recipient : report.recipients)
        for (const std::string& address : recipient.addresses)
            if (same_address(address, message.address)) return &recipient;
    return nullptr;
}

// Whether the message is with its channel still, or waits for a try that nobody knows it needs.
bool still_leaving(const MessageRecord& message, const Traffic& traffic) {
    const auto out = traffic.in_flight();
    if (std::ranges::find(out, message.key) != out.end()) return true;
    return message.state == MessageState::queued ||
           (message.state == MessageState::retrying && !message.unknown);
}

bool may_come_back(const MessageRecord& message) {
    return message.state == MessageState::sent || message.state == MessageState::retrying ||
           (message.state == MessageState::failed && message.unknown);
}

// The unit that the first of its notices is about; empty if there is none.
std::string unit_spoken_of(const std::vector<NoticeRecord>& notices) {
    for (const NoticeRecord& notice : notices) {
        if (notice.about.kind == Subject::Kind::unit) return notice.about.id;
        if (const auto id = ObligationId::parse(notice.about.id)) return id->unit;
    }
    return {};
}

// The coordinator is told once of each address, and only while it is the person's own.
Done tell_coordinator(const Reader& reader, const Letters& letters, const MessageRecord& message,
                      Step& step) {
    const auto definition = letters.definition_of(reader, message);
    if (message.rehearsal || !definition) return done;
    const Person* person = definition->organisation->person(message.person);
    if (!person || person->address != message.address) return done;
    const auto fault = reader.address_fault(message.person, message.address);
    if (!fault) return fault.error();
    if (*fault) return done;
    const auto notices = reader.notices_in(message.key);
    if (!notices) return notices.error();
    const std::string unit = unit_of_address(*definition, message.person, unit_spoken_of(*notices));
    const auto watch = reader.contact_watch(unit);
    if (!watch) return watch.error();
    auto told = tell_of_address(
        *definition, message.person,
        address_key(definition->campaign.id, unit, message.person, utc_text(step.at)), step.at);
    if (!told) return done;
    step.changes.push_back(
        {{Subject::Kind::unit, unit}, {*std::move(told)}, *watch ? (*watch)->next : std::nullopt});
    return done;
}

}  // namespace

Answer take_report(const Reader& reader, const Letters& letters, const Traffic& traffic,
                   const DeliveryReport& report, const std::string& by, Language language,
                   Step& step) {
    const auto found = reader.message_of_id(report.message_id);
    if (!found) return found.error();
    if (!*found) {
        return NotFound{
            in_words(language, "Không có thư nào mang mã «", "There is no message with the id «") +
            report.message_id + "»"};
    }
    const MessageRecord& message = **found;
    const std::string number =
        in_words(language, "Thư số ", "Message ") + std::to_string(message.number);
    const auto* recipient = about(message, report);
    if (!recipient) {
        return NotFound{number + in_words(language, " không gửi đến địa chỉ nào trong báo cáo",
                                          " was not sent to any address of the report")};
    }
    Carried carried;
    carried.report = ReportTaken::information;
    if (recipient->action != DeliveryReport::Action::failed) return carried;
    if (still_leaving(message, traffic)) {
        return Refusal{"not_sent_yet",
                       number + in_words(language, " chưa gửi xong; gửi lại báo cáo này sau",
                                         " is still being sent; bring this report again later")};
    }
    carried.report = ReportTaken::known;
    if (!may_come_back(message)) return carried;
    carried.report = ReportTaken::recorded;
    step.changes.push_back({{Subject::Kind::message, message.key},
                            {MessageBounced{message.address, recipient->status, recipient->why}},
                            {},
                            by});
    if (auto told = tell_coordinator(reader, letters, message, step); !told) return told.error();
    return carried;
}

}  // namespace dondoc
