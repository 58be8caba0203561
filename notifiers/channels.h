// All channels there are. A new one is a pair of files beside this one, and its settings here.
#pragma once

#include <variant>

#include "notifiers/command.h"
#include "notifiers/smtp.h"
#include "notifiers/spool.h"
#include "notifiers/webhook.h"

namespace dondoc {

// The settings of one channel. Each has
//   type           the word of `type = "..."` in its table
//   carries_mail   it writes to mail addresses, and brings the message as it is
//   connections    how many messages it brings at once, unless its table says otherwise
//   take_secret    the text of the file that a key of its table names; an error says what is wrong
//                  with it and never quotes it
// and beside it stand words_of(), everything it is on one line, without its secrets, and
// make_channel(), for settings that have their secrets.
using Transport = std::variant<SpoolSettings, SmtpSettings, WebhookSettings, CommandSettings>;

inline bool carries_mail(const Transport& transport) {
    return std::visit([](const auto& settings) { return settings.carries_mail; }, transport);
}

inline int connections_of(const Transport& transport) {
    return std::visit([](const auto& settings) { return settings.connections; }, transport);
}

}  // namespace dondoc
