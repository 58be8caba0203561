#include "notifiers/smtp_verdict.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace dondoc {
namespace {

constexpr long service_closing = 421;
constexpr long size_exceeded = 552;

// RFC 3463: what is at fault, more exactly than the three digits say it.
struct EnhancedCode {
    int status = 0;  // 2, 4, 5
    int subject = 0;
    int detail = 0;

    bool is(int of_subject, int of_detail) const {
        return subject == of_subject && detail == of_detail;
    }
};

// `550 5.1.1 words`, `550-5.1.1 words`
std::optional<EnhancedCode> enhanced_code(std::string_view reply) {
    if (reply.size() < 5 || (reply[3] != ' ' && reply[3] != '-')) return {};
    std::array<int, 3> parts{};
    const char* at = reply.data() + 4;
    const char* const end = reply.data() + reply.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && (at == end || *at++ != '.')) return {};
        const auto [stop, fault] = std::from_chars(at, end, parts[i]);
        if (fault != std::errc{} || stop - at > 3) return {};
        at = stop;
    }
    if (at != end && *at != ' ') return {};
    return EnhancedCode{parts[0], parts[1], parts[2]};
}

// What a refusal speaks of.
enum class Blame {
    message,   // this recipient or message: it would be refused for ever
    server,    // its own state, or a full mailbox: it may pass
    ourselves  // the sender's address, login, network or standing: the administrator can mend it
};

Blame blame_of_security(int detail, bool of_recipient) {
    switch (detail) {
        case 0:   // other
        case 8:   // login not accepted
        case 9:   // login too weak
        case 10:  // encryption needed
        case 11:  // encryption needed for this login
        case 14:  // trust relationship needed
        case 20:  // to 29: signature, sender policy, reverse name of the sending host
        case 21:
        case 22:
        case 23:
        case 24:
        case 25:
        case 26:
        case 27:
        case 28:
        case 29: return Blame::ourselves;
        case 1: return of_recipient ? Blame::ourselves : Blame::message;  // relaying; content
        default: return Blame::message;
    }
}

Blame blame_of(const EnhancedCode& code, bool of_recipient) {
    if (code.status == 4) return Blame::server;
    switch (code.subject) {
        case 1: return code.detail == 7 || code.detail == 8 ? Blame::ourselves : Blame::message;
        case 2: return code.detail == 2 ? Blame::server : Blame::message;  // 2: mailbox full
        case 3: return code.detail == 4 ? Blame::message : Blame::server;  // 4: message too large
        case 4: {
            const bool passing = code.detail == 3 || code.detail == 5 || code.detail == 6;
            return passing ? Blame::server : Blame::message;
        }
        case 5: return code.detail == 1 ? Blame::ourselves : Blame::message;
        case 7: return blame_of_security(code.detail, of_recipient);
        default: return Blame::message;
    }
}

bool temporary(long code) {
    return code >= 400 && code < 500;
}
bool permanent(long code) {
    return code >= 500 && code < 600;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

// The server's last answer is worth showing only if it is a refusal.
std::string said(const SmtpCourse& course) {
    return temporary(course.reply_code) || permanent(course.reply_code) ? course.reply
                                                                        : course.fault;
}

std::string at_fault(const std::string& what, const SmtpCourse& course) {
    return "configuration: " + what + ": " + said(course);
}

RetryLater without_reply(const std::string& what, const SmtpCourse& course) {
    return later_for_all("configuration: " + what + ": " + course.fault);
}

// It may work later, and speaks of no recipient and no message.
RetryLater from_server(const std::string& server, const std::string& words) {
    return later_for_all(server + ": " + words);
}

// An answer to MAIL FROM speaks of us, but for one that speaks of the message's size.
Outcome on_sender(const SmtpCourse& course, const std::string& server) {
    if (course.reply_code == size_exceeded)
        return Rejected{server + " finds the message too large: " + course.reply};
    if (permanent(course.reply_code))
        return later_for_all(at_fault(server + " refuses the sender", course));
    return from_server(server, said(course));
}

// Without an enhanced code the three digits must do. Most answers to RCPT TO speak of the
// recipient; a server that does not relay for us, wants a login first, or finds no sense in our
// commands, would say the same to every recipient. 552 after RCPT TO is too many or too much just
// now (RFC 5321 4.5.3.1.10).
Blame blame_of(const SmtpCourse& course, bool of_recipient) {
    if (lower(course.reply).find("relay") != std::string::npos && of_recipient)
        return Blame::ourselves;
    if (const auto code = enhanced_code(course.reply)) return blame_of(*code, of_recipient);
    switch (course.reply_code) {
        case 502:
        case 503:
        case 521:
        case 530:
        case 535: return Blame::ourselves;
        case size_exceeded: return of_recipient ? Blame::server : Blame::message;
        default: return Blame::message;
    }
}

Outcome on_refusal(const SmtpCourse& course, const std::string& server, bool of_recipient) {
    switch (blame_of(course, of_recipient)) {
        case Blame::server: return RetryLater{server + ": " + course.reply};
        case Blame::ourselves:
            return RetryLater{at_fault(server + " does not take mail from us", course)};
        case Blame::message: break;
    }
    const std::string what = of_recipient ? "recipient" : "message";
    return Rejected{server + " refuses the " + what + ": " + course.reply};
}

// The server goes away, whatever was asked of it.
bool closing(const SmtpCourse& course) {
    return course.reply_code == service_closing;
}

Outcome on_recipient(const SmtpCourse& course, const std::string& server) {
    if (closing(course)) return from_server(server, course.reply);
    if (!permanent(course.reply_code)) return RetryLater{server + ": " + said(course)};
    return on_refusal(course, server, true);
}

Outcome on_message(const SmtpCourse& course, const std::string& server) {
    if (permanent(course.reply_code)) return on_refusal(course, server, false);
    if (closing(course)) return from_server(server, course.reply);
    if (temporary(course.reply_code)) return RetryLater{server + ": " + course.reply};
    if (course.handed_over)
        return Unknown{server + " was handed the message and its answer was lost: " + course.fault};
    return RetryLater{server + ": " + course.fault};
}

}  // namespace

void SmtpCourse::saw_reply(std::string_view line) {
    constexpr std::size_t reply_size_max = 500;
    if (quitting_) return;
    if (!reply_goes_on_) reply.clear();
    if (!reply.empty()) reply += ' ';
    if (reply.size() + line.size() <= reply_size_max) reply += line;
    reply_goes_on_ = line.size() > 3 && line[3] == '-';
}

void SmtpCourse::saw_command(std::string_view line) {
    const std::string word =
        lower(line.substr(0, std::min(line.find_first_of(" :\r\n"), line.size())));
    if (word == "starttls")
        stage = SmtpStage::starttls;
    else if (word == "auth")
        stage = SmtpStage::auth;
    else if (word == "mail")
        stage = SmtpStage::mail;
    else if (word == "rcpt")
        stage = SmtpStage::recipient;
    else if (word == "data")
        stage = SmtpStage::data;
    else if (word == "ehlo" || word == "helo")
        stage = SmtpStage::connecting;
    else if (word == "quit")
        quitting_ = true;
}

bool SmtpCourse::connection_ended() const {
    if (end != SmtpEnd::broken) return false;
    return reply_code == service_closing || (!temporary(reply_code) && !permanent(reply_code));
}

Outcome verdict(const SmtpCourse& course, const std::string& server) {
    switch (course.end) {
        case SmtpEnd::accepted: return Sent{course.reply};
        case SmtpEnd::login_refused:
            if (temporary(course.reply_code)) return from_server(server, course.reply);
            return later_for_all(at_fault(server + " refuses the login", course));
        case SmtpEnd::not_trusted:
            if (temporary(course.reply_code)) return from_server(server, course.reply);
            return without_reply("no trusted encryption with " + server, course);
        case SmtpEnd::not_a_server:
            return without_reply("«" + server + "» is not a server", course);
        case SmtpEnd::broken: break;
    }
    switch (course.stage) {
        case SmtpStage::connecting:
        case SmtpStage::starttls: return from_server(server, said(course));
        case SmtpStage::auth:
            if (permanent(course.reply_code))
                return later_for_all(at_fault(server + " refuses the login", course));
            return from_server(server, said(course));
        case SmtpStage::mail: return on_sender(course, server);
        case SmtpStage::recipient: return on_recipient(course, server);
        case SmtpStage::data: return on_message(course, server);
    }
    return RetryLater{server + ": " + course.fault};
}

}  // namespace dondoc
