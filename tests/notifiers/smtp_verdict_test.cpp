#include "notifiers/smtp_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/notifiers/outcomes.h"

namespace dondoc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SmtpCourse course(SmtpStage stage, long code, bool handed_over = false) {
    SmtpCourse made;
    made.stage = stage;
    made.reply_code = code;
    made.handed_over = handed_over;
    made.reply = std::to_string(code) + " reply";
    made.fault = "fault";
    return made;
}

TEST(SmtpVerdict, DependsOnHowFarTheTransactionCame) {
    const auto outcome = [](const SmtpCourse& of) { return name_of(verdict(of, "mx")); };
    // The connection broke before the whole message was out: the server cannot have it.
    EXPECT_EQ(outcome(course(SmtpStage::data, 354, false)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::data, 354, true)), "Unknown");
    EXPECT_EQ(outcome(course(SmtpStage::data, 421, true)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::data, 554, false)), "Rejected");
    // A server that greets with 554 or breaks off speaks of itself, not of the message.
    EXPECT_EQ(outcome(course(SmtpStage::connecting, 554)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::connecting, 0)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::starttls, 554)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::auth, 535)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::mail, 530)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::mail, 552)), "Rejected");
    EXPECT_EQ(outcome(course(SmtpStage::recipient, 250)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::recipient, 530)), "RetryLater");
    EXPECT_EQ(outcome(course(SmtpStage::recipient, 551)), "Rejected");
}

TEST(SmtpVerdict, QuotesTheWholeAnswerAndNotTheOneToQuit) {
    SmtpCourse seen = course(SmtpStage::recipient, 550);
    seen.saw_reply("550-5.1.1 The account does not exist.");
    seen.saw_reply("550 5.1.1 Check the address");
    seen.saw_command("QUIT\r\n");
    seen.saw_reply("221 Bye");
    EXPECT_EQ(words_of(verdict(seen, "mx")),
              "mx refuses the recipient: 550-5.1.1 The account does not exist. 550 5.1.1 Check the "
              "address");
}

TEST(SmtpVerdict, ReadsTheStageFromTheCommands) {
    SmtpCourse seen;
    for (const auto& [command, stage] : {std::pair("EHLO host\r\n", SmtpStage::connecting),
                                         std::pair("STARTTLS\r\n", SmtpStage::starttls),
                                         std::pair("EHLO host\r\n", SmtpStage::connecting),
                                         std::pair("AUTH PLAIN abc\r\n", SmtpStage::auth),
                                         std::pair("bWFpbA==\r\n", SmtpStage::auth),
                                         std::pair("MAIL FROM:<a@b>\r\n", SmtpStage::mail),
                                         std::pair("RCPT TO:<a@b>\r\n", SmtpStage::recipient),
                                         std::pair("DATA\r\n", SmtpStage::data)}) {
        seen.saw_command(command);
        EXPECT_EQ(seen.stage, stage) << command;
    }
}

// The answer to RCPT TO or to the message, as an outcome; `!` where the configuration is blamed.
std::string on(SmtpStage stage, const std::string& reply) {
    SmtpCourse seen = course(stage, std::stol(reply), stage == SmtpStage::data);
    seen.reply = reply;
    const Outcome outcome = verdict(seen, "mx");
    EXPECT_THAT(words_of(outcome), HasSubstr(reply));
    return name_of(outcome) + (words_of(outcome).starts_with("configuration: ") ? "!" : "");
}
std::string recipient(const std::string& reply) {
    return on(SmtpStage::recipient, reply);
}
std::string message(const std::string& reply) {
    return on(SmtpStage::data, reply);
}

TEST(SmtpVerdict, ReadsInAnEnhancedCodeWhoIsToBlame) {
    EXPECT_EQ(recipient("550 5.1.1 no such user"), "Rejected");
    EXPECT_EQ(recipient("550-5.1.1 no such user"), "Rejected");
    EXPECT_EQ(recipient("550 5.1.10 null MX"), "Rejected");
    EXPECT_EQ(recipient("550 5.2.1 mailbox disabled"), "Rejected");
    EXPECT_EQ(recipient("550 5.4.1 access denied"), "Rejected");
    EXPECT_EQ(recipient("550 5.7.133 not in the list of senders"), "Rejected");
    EXPECT_EQ(message("552 5.3.4 message too large"), "Rejected");
    EXPECT_EQ(message("554 5.6.0 cannot be read"), "Rejected");
    EXPECT_EQ(message("554 5.7.1 looks like spam"), "Rejected");

    // A mailbox is emptied, a server comes to itself.
    EXPECT_EQ(recipient("552 5.2.2 mailbox full"), "RetryLater");
    EXPECT_EQ(message("552 5.2.2 mailbox full"), "RetryLater");
    EXPECT_EQ(recipient("554 5.3.0 internal trouble"), "RetryLater");
    EXPECT_EQ(recipient("554 5.4.6 mail loop"), "RetryLater");
    EXPECT_EQ(recipient("554 4.7.1 come back later"), "RetryLater") << "it says temporary as well";

    // Every recipient would be refused so: a refused sender is often told at RCPT TO.
    EXPECT_EQ(recipient("550 5.1.8 sender's domain not found"), "RetryLater!");
    EXPECT_EQ(recipient("553 5.1.7 sender's address has a bad form"), "RetryLater!");
    EXPECT_EQ(recipient("554 5.7.1 client host blocked"), "RetryLater!");
    EXPECT_EQ(recipient("554 5.5.1 no valid recipients"), "RetryLater!");
    EXPECT_EQ(message("550 5.7.26 not authenticated: DMARC"), "RetryLater!");
    EXPECT_EQ(message("550 5.7.25 no reverse name"), "RetryLater!");
    EXPECT_EQ(message("530 5.7.0 login first"), "RetryLater!");
}

TEST(SmtpVerdict, TakesTheThreeDigitsWhereThereIsNoEnhancedCode) {
    EXPECT_EQ(recipient("550 no such user"), "Rejected");
    EXPECT_EQ(recipient("550 5 days"), "Rejected");
    EXPECT_EQ(recipient("550 5.1 no code"), "Rejected");
    EXPECT_EQ(recipient("550 5.1.8th floor"), "Rejected");
    EXPECT_EQ(recipient("550 5.1.80000 no code"), "Rejected");
    EXPECT_EQ(recipient("550"), "Rejected");
    EXPECT_EQ(recipient("550 relaying denied"), "RetryLater!");
    EXPECT_EQ(recipient("503 bad sequence"), "RetryLater!");
    EXPECT_EQ(recipient("521 takes no mail"), "RetryLater!");
    EXPECT_EQ(recipient("552 too much"), "RetryLater");
    EXPECT_EQ(message("552 too large"), "Rejected");
    EXPECT_EQ(message("554 no"), "Rejected");
    EXPECT_EQ(recipient("450 greylisted"), "RetryLater");
    EXPECT_EQ(recipient("421 closing"), "RetryLater");
}

TEST(SmtpVerdict, DoesNotBlameTheConfigurationForWhatPasses) {
    SmtpCourse login = course(SmtpStage::auth, 454);
    login.end = SmtpEnd::login_refused;
    EXPECT_EQ(words_of(verdict(login, "mx")), "mx: 454 reply");
    SmtpCourse tls = course(SmtpStage::starttls, 454);
    tls.end = SmtpEnd::not_trusted;
    EXPECT_EQ(words_of(verdict(tls, "mx")), "mx: 454 reply");
    tls.reply_code = 220;
    EXPECT_THAT(words_of(verdict(tls, "mx")), HasSubstr("configuration: "));
}

}  // namespace
}  // namespace dondoc
