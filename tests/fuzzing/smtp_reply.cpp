// What a mail server answers, line by line, and what is made of it.
#include <algorithm>

#include "notifiers/smtp_verdict.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

constexpr std::size_t words_max = 1000;  // of a verdict; a reply has 500 of them at the most

bool is_sent(const Outcome& outcome) {
    return std::holds_alternative<Sent>(outcome);
}

const std::string& words_of(const Outcome& outcome) {
    if (const auto* sent = std::get_if<Sent>(&outcome)) return sent->reply;
    if (const auto* later = std::get_if<RetryLater>(&outcome)) return later->why;
    if (const auto* rejected = std::get_if<Rejected>(&outcome)) return rejected->why;
    return std::get<Unknown>(outcome).why;
}

void judge(const SmtpCourse& course) {
    const Outcome outcome = verdict(course, "smtp://mail.example:25");
    const std::string& words = words_of(outcome);
    demand(words.size() <= words_max, "a verdict is short", words);
    demand(is_sent(outcome) == (course.end == SmtpEnd::accepted), "sent is what was accepted");
    if (std::holds_alternative<Rejected>(outcome)) {
        demand(course.end == SmtpEnd::broken && course.reply_code / 100 == 5,
               "only 5xx refuses for ever", words);
        demand(course.stage == SmtpStage::recipient || course.stage == SmtpStage::data ||
                   (course.stage == SmtpStage::mail && course.reply_code == 552),
               "and speaks of the recipient or the message", words);
    }
    if (std::holds_alternative<Unknown>(outcome))
        demand(course.handed_over && course.stage == SmtpStage::data,
               "what was not handed over has not arrived", words);
    const bool lost = course.end == SmtpEnd::broken && course.stage == SmtpStage::data &&
                      course.handed_over && course.reply_code / 100 != 4 &&
                      course.reply_code / 100 != 5;
    demand(!lost || std::holds_alternative<Unknown>(outcome),
           "a lost answer to a message that was handed over is unknown", words);
}

}  // namespace

// A sign for how it ended, then lines: `C` a command of ours, else a reply.
void fuzz_smtp_reply(std::string_view input) {
    SmtpCourse course;
    const auto sign = static_cast<unsigned char>(input.empty() ? 0 : input.front());
    course.end = static_cast<SmtpEnd>(sign % 5);
    course.handed_over = (sign & 0x20) != 0;
    course.fault = "the connection was closed";
    for (input.remove_prefix(std::min<std::size_t>(1, input.size())); !input.empty();) {
        const auto end = std::min(input.find('\n'), input.size());
        const auto line = input.substr(0, end);
        input.remove_prefix(std::min(end + 1, input.size()));
        if (line.starts_with("C ")) {
            course.saw_command(line.substr(2));
        } else {
            course.saw_reply(line);
            long code = 0;
            for (std::size_t i = 0; i < std::min<std::size_t>(3, line.size()); ++i)
                code = code * 10 + (line[i] >= '0' && line[i] <= '9' ? line[i] - '0' : 0);
            course.reply_code = code;
        }
        judge(course);
    }
    judge(course);
}

std::vector<std::string> smtp_reply_seeds() {
    const std::string begin = "220 mail.example ESMTP\nC EHLO here\n250-mail\n250 8BITMIME\n";
    const std::string to_data = begin +
                                "C MAIL FROM:<a@b.example>\n250 2.1.0 ok\n"
                                "C RCPT TO:<c@d.example>\n250 2.1.5 ok\nC DATA\n354 go\n";
    std::vector<std::string> seeds{" " + to_data + "250 2.0.0 queued\n", "$" + to_data,
                                   "!" + begin + "C AUTH PLAIN x\n535 5.7.8 no\nC QUIT\n221 bye\n",
                                   "\"" + begin + "C STARTTLS\n454 4.7.0 no TLS\n",
                                   "\x04" + begin + "C MAIL FROM:<a>\n552 5.3.4 too large\n"};
    for (const std::string reply :
         {"550 5.1.1 no such user", "552 5.2.2 full", "550 5.7.1 relaying denied", "421 4.3.2 bye",
          "451 4.7.1 greylisted", "550-5.7.26 DMARC\n550 5.7.26 refused", "554 no", "5",
          "599 9.9.9"})
        seeds.push_back("$" + to_data + reply + "\n");
    return seeds;
}

}  // namespace dondoc::fuzzing
