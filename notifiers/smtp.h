// The mail channel: one SMTP server, through libcurl; the connection is kept between messages.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "notifiers/channel.h"

namespace dondoc {

enum class Tls {
    none,      // for a relay on this machine
    starttls,  // required: no fall back to plain text
    tls,       // from the first byte (port 465)
};

struct SmtpSettings {
    std::string host;
    int port = 25;
    Tls tls = Tls::starttls;
    std::string ca_file;  // PEM; empty: the system's
    std::string user;     // empty: no AUTH
    std::string password;
    std::string sender;  // envelope sender: local@domain
    std::chrono::seconds connect_time_max{10};
    std::chrono::seconds send_time_max{60};
};

// One recipient a transaction. Decides by libcurl's code first and the SMTP reply second: 4xx is
// RetryLater, 5xx Rejected, but a refused sender, login or certificate is RetryLater (the
// configuration is at fault, not the message), and what breaks after the message was handed over is
// Unknown.
class SmtpChannel final : public Channel {
public:
    explicit SmtpChannel(SmtpSettings);
    ~SmtpChannel() override;
    Outcome send(const Parcel&) override;

private:
    struct Connection;
    SmtpSettings settings_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace dondoc
