// The mail channel: one SMTP server, through libcurl; the connection is kept between messages until
// rest().
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "notifiers/channel.h"

namespace dondoc {

enum class Tls {
    none,      // for a relay on this machine
    starttls,  // required: no fall back to plain text
    tls,       // from the first byte (port 465)
};

struct SmtpSettings {
    static constexpr std::string_view type = "smtp";
    static constexpr bool carries_mail = true;
    static constexpr int connections = 4;

    std::string host;
    int port = 25;
    Tls tls = Tls::starttls;
    std::string ca_file;  // PEM; empty: the system's
    std::string user;     // empty: no AUTH
    std::string password;
    std::string sender;  // envelope sender: local@domain
    std::chrono::seconds connect_time_max{10};
    std::chrono::seconds send_time_max{60};

    // `password_file`
    Done take_secret(std::string_view key, const std::string& secret);
};

// One recipient a transaction. Decides by libcurl's code first and the SMTP reply second: 4xx is
// RetryLater, 5xx Rejected, but a refused sender, login or certificate is RetryLater (the
// configuration is at fault, not the message), and what breaks after the message was handed over is
// Unknown. An enhanced status code (RFC 3463) says it more exactly than 5xx: README.md has the
// table.
//
// A server may end a connection that is kept, after so many messages or so much time, with 421 or
// without a word: that is not an outcome, the message goes over a new one at once. Never if the
// server may have it already.
class SmtpChannel final : public Channel {
public:
    explicit SmtpChannel(SmtpSettings);
    ~SmtpChannel() override;
    Outcome send(const Parcel&) override;
    void rest() override;

private:
    struct Connection;
    struct Try;
    Try try_once(const Parcel&);

    SmtpSettings settings_;
    std::unique_ptr<Connection> connection_;
};

std::string words_of(const SmtpSettings&);
Result<std::unique_ptr<Channel>> make_channel(SmtpSettings);

}  // namespace dondoc
