#include "notifiers/smtp_verdict.h"

#include <algorithm>
#include <cctype>

namespace dondoc {
namespace {

constexpr long size_exceeded = 552;

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

RetryLater at_fault(const std::string& what, const SmtpCourse& course) {
    return {"configuration: " + what + ": " + said(course)};
}

RetryLater without_reply(const std::string& what, const SmtpCourse& course) {
    return {"configuration: " + what + ": " + course.fault};
}

// An answer to MAIL FROM speaks of us, but for one that speaks of the message's size.
Outcome on_sender(const SmtpCourse& course, const std::string& server) {
    if (course.reply_code == size_exceeded)
        return Rejected{server + " finds the message too large: " + course.reply};
    if (permanent(course.reply_code)) return at_fault(server + " refuses the sender", course);
    return RetryLater{server + ": " + said(course)};
}

// Most answers to RCPT TO speak of the recipient; a server that does not relay for us, or wants a
// login first, would say the same to every recipient.
Outcome on_recipient(const SmtpCourse& course, const std::string& server) {
    if (!permanent(course.reply_code)) return RetryLater{server + ": " + said(course)};
    const bool wants_login = course.reply_code == 530 || course.reply_code == 535;
    if (wants_login || lower(course.reply).find("relay") != std::string::npos)
        return at_fault(server + " does not take mail from us", course);
    return Rejected{server + " refuses the recipient: " + course.reply};
}

Outcome on_message(const SmtpCourse& course, const std::string& server) {
    if (permanent(course.reply_code))
        return Rejected{server + " refuses the message: " + course.reply};
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

Outcome verdict(const SmtpCourse& course, const std::string& server) {
    switch (course.end) {
        case SmtpEnd::accepted: return Sent{course.reply};
        case SmtpEnd::login_refused: return at_fault(server + " refuses the login", course);
        case SmtpEnd::not_trusted:
            return without_reply("no trusted encryption with " + server, course);
        case SmtpEnd::not_a_server:
            return without_reply("«" + server + "» is not a server", course);
        case SmtpEnd::broken: break;
    }
    switch (course.stage) {
        case SmtpStage::connecting:
        case SmtpStage::starttls: return RetryLater{server + ": " + said(course)};
        case SmtpStage::auth:
            if (permanent(course.reply_code))
                return at_fault(server + " refuses the login", course);
            return RetryLater{server + ": " + said(course)};
        case SmtpStage::mail: return on_sender(course, server);
        case SmtpStage::recipient: return on_recipient(course, server);
        case SmtpStage::data: return on_message(course, server);
    }
    return RetryLater{server + ": " + course.fault};
}

}  // namespace dondoc
