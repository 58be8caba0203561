// What became of a mail: from the course of one SMTP transaction to an outcome. Part of the mail
// channel.
#pragma once

#include <string>
#include <string_view>

#include "notifiers/channel.h"

namespace dondoc {

// How far a transaction came, by the last command that was sent.
enum class SmtpStage {
    connecting,  // and EHLO, HELO
    starttls,
    auth,
    mail,
    recipient,
    data,
};

// How libcurl says it ended.
enum class SmtpEnd {
    accepted,
    login_refused,
    not_trusted,   // certificate or encryption
    not_a_server,  // the configured host cannot be one
    broken,        // all else
};

struct SmtpCourse {
    SmtpStage stage = SmtpStage::connecting;
    bool handed_over = false;  // the whole message was given to the library: the server may have it
    SmtpEnd end = SmtpEnd::broken;
    long reply_code = 0;  // of the last reply; may be left from an earlier stage
    std::string reply;    // the last answer of the server, its lines in one
    std::string fault;    // libcurl's words

    void saw_command(std::string_view line);
    void saw_reply(std::string_view line);  // of many if a `-` follows its code
    // The server went away, with 421 or without a word, and speaks of nothing else.
    bool connection_ended() const;

private:
    bool reply_goes_on_ = false;
    bool quitting_ =
        false;  // the library says QUIT after a refusal; the answer to that is of no interest
};

// How it ended decides first, then how far it came, then the reply: see smtp.h. `server` is for the
// words.
Outcome verdict(const SmtpCourse&, const std::string& server);

}  // namespace dondoc
