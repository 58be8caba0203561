// What a mail server reports of a message that it was given: a delivery status notification (RFC
// 3464) in a multipart/report (RFC 6522), as it comes back to the sender. Anybody may write one:
// what it says is to be believed only of a message that was really sent, to that very recipient.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/result.h"

namespace dondoc {

struct DeliveryReport {
    enum class Action { failed, delayed, delivered, relayed, expanded };
    struct Recipient {
        std::vector<std::string> addresses;  // as it was written to, and where that led in the end
        Action action = Action::failed;
        std::string status;  // enhanced code: "5.1.1"; of the class alone "5.0.0"
        std::string why;     // the server's words, on one line and not long; may be empty
    };
    std::string message_id;             // of what was sent, without brackets; empty: it is not said
    std::vector<Recipient> recipients;  // at least one
};

std::string_view to_string(DeliveryReport::Action);

// Reads a whole mail; one that was cut short is read as far as it goes. An error says what it is
// lacking: it is no such report, or names nobody.
Result<DeliveryReport> read_delivery_report(std::string_view mail);

// What a program writes of one recipient, made fit likewise: an id with or without brackets, an
// empty status, words of many lines.
DeliveryReport report_of(std::string_view message_id, std::string_view address,
                         DeliveryReport::Action, std::string_view status, std::string_view why);

// Two addresses are one if they differ in ASCII case alone: no mail server tells users apart by it.
bool same_address(std::string_view, std::string_view);

// What lies behind this of a mail is not looked at.
inline constexpr std::size_t report_size_max = 256 * 1024;

}  // namespace dondoc
