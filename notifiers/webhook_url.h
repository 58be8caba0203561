// The address of a webhook, of which no more is ever shown than scheme, host and port: with chat
// services the rest is the password. Part of the webhook channel.
#pragma once

#include <string>

#include "workflows/result.h"

namespace dondoc {

// https or http, a host, neither user nor password nor fragment, plain ASCII. The error does not
// quote it.
Done check_webhook_url(const std::string&);

// Its letters can be read on the way: http, and not to this machine.
bool unencrypted(const std::string& webhook_url);

// Scheme, host and port.
std::string place_of(const std::string& webhook_url);

// `text` without what of the address is not to be shown: a server may quote what it was sent.
std::string without_secrets_of(const std::string& webhook_url, std::string text);

// `text` with *** in the place of every `secret`; one shorter than 4 bytes hides nothing.
std::string without(std::string text, const std::string& secret);

}  // namespace dondoc
