// Reports of mail servers as they come back, in the shapes of the common ones, and what only looks
// like one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "notifiers/delivery_report.h"

namespace dondoc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Action = DeliveryReport::Action;

std::string with_crlf(std::string text) {
    std::string lines;
    for (const char c : text)
        c == '\n' ? lines.append("\r\n") : lines.append(1, c);
    return lines;
}

DeliveryReport read(const std::string& mail) {
    auto report = read_delivery_report(mail);
    EXPECT_TRUE(report) << report.error().text;
    return report ? *report : DeliveryReport{"", {{}}};
}

std::string fault_of(const std::string& mail) {
    const auto report = read_delivery_report(mail);
    return report ? "it was understood" : report.error().text;
}

constexpr const char* postfix = R"(Return-Path: <>
Received: by relay.so-y-te.example (Postfix) id 4TABCD1234; Wed, 11 Jan 2017 07:41:03 +0700 (+07)
Date: Wed, 11 Jan 2017 07:41:03 +0700 (+07)
From: MAILER-DAEMON@relay.so-y-te.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: dondoc@so-y-te.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
    boundary="4TABCD1234.1484095263/relay.so-y-te.example"
Message-Id: <20170111004103.4TABCD1234@relay.so-y-te.example>

This is a MIME-encapsulated message.

--4TABCD1234.1484095263/relay.so-y-te.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host relay.so-y-te.example.

--4TABCD1234.1484095263/relay.so-y-te.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.so-y-te.example
X-Postfix-Queue-ID: 4TABCD1234
X-Postfix-Sender: rfc822; dondoc@so-y-te.example
Arrival-Date: Wed, 11 Jan 2017 07:30:01 +0700 (+07)

Final-Recipient: rfc822; an.cu@bv-da-khoa.example
Original-Recipient: rfc822;an@bv-da-khoa.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.bv-da-khoa.example
Diagnostic-Code: smtp; 550 5.1.1 <an.cu@bv-da-khoa.example>: Recipient address
    rejected: User unknown in virtual mailbox table

--4TABCD1234.1484095263/relay.so-y-te.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <dondoc@so-y-te.example>
From: =?utf-8?b?xJDDtG4gxJHhu5Fj?= <dondoc@so-y-te.example>
To: <an@bv-da-khoa.example>
Message-ID: <0123456789abcdef0123456789abcdef@so-y-te.example>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

K=C3=ADnh g=E1=BB=ADi

--4TABCD1234.1484095263/relay.so-y-te.example--
)";

TEST(DeliveryReport, OfAPostfixTellsWhoAndWhy) {
    for (const std::string& mail : {std::string(postfix), with_crlf(postfix)}) {
        const DeliveryReport report = read(mail);
        EXPECT_EQ(report.message_id, "0123456789abcdef0123456789abcdef@so-y-te.example");
        ASSERT_EQ(report.recipients.size(), 1u);
        const auto& one = report.recipients.front();
        EXPECT_THAT(one.addresses,
                    ElementsAre("an@bv-da-khoa.example", "an.cu@bv-da-khoa.example"));
        EXPECT_EQ(one.action, Action::failed);
        EXPECT_EQ(one.status, "5.1.1");
        EXPECT_EQ(one.why,
                  "550 5.1.1 <an.cu@bv-da-khoa.example>: Recipient address rejected: User unknown "
                  "in virtual mailbox table");
    }
}

constexpr const char* exim = R"(Return-path: <>
From: Mail Delivery System <Mailer-Daemon@mail.bv.example>
To: dondoc@so-y-te.example
References: <abc@so-y-te.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=1484095263-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1cR7xY-0001aB-Cd@mail.bv.example>

--1484095263-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

--1484095263-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mail.bv.example

Action: failed
Final-Recipient: rfc822;binh@bv.example
Status: 5.0.0
Remote-MTA: dns; mx.bv.example
Diagnostic-Code: smtp; 552-5.2.2 The email account that you tried to reach is
 over quota.

--1484095263-eximdsn-1804289383
Content-type: text/rfc822-headers

Return-path: <dondoc@so-y-te.example>
Subject: Nhac
Message-ID:
 <abc@so-y-te.example>
To: binh@bv.example

--1484095263-eximdsn-1804289383--
)";

TEST(DeliveryReport, OfAnEximBringsTheHeaderOfTheLetterAlone) {
    const DeliveryReport report = read(exim);
    EXPECT_EQ(report.message_id, "abc@so-y-te.example");
    EXPECT_THAT(report.recipients.at(0).addresses, ElementsAre("binh@bv.example"));
    EXPECT_EQ(report.recipients.at(0).status, "5.0.0");
    EXPECT_THAT(report.recipients.at(0).why, HasSubstr("you tried to reach is over quota."));
}

constexpr const char* exchange = R"(MIME-Version: 1.0
From: <postmaster@so-khac.example>
To: <dondoc@so-y-te.example>
Date: Wed, 11 Jan 2017 00:41:05 +0000
Content-Type: multipart/report; report-type=delivery-status;
 boundary="5d1f3b7a-8a4e-4a6d-9c1b-000000000001"
Content-Language: en-US
Message-ID: <00000000-0000-4000-8000-000000000001@so-khac.example>
In-Reply-To: <def@so-y-te.example>
Subject: Undeliverable: =?utf-8?Q?Nh=E1=BA=AFc?=
Auto-Submitted: auto-replied

--5d1f3b7a-8a4e-4a6d-9c1b-000000000001
Content-Type: multipart/alternative; differences=Content-Type;
 boundary="5d1f3b7a-8a4e-4a6d-9c1b-000000000002"

--5d1f3b7a-8a4e-4a6d-9c1b-000000000002
Content-Type: text/plain; charset="us-ascii"

Your message couldn't be delivered.
--5d1f3b7a-8a4e-4a6d-9c1b-000000000002
Content-Type: text/html; charset="us-ascii"

<html><body>Your message couldn't be delivered.</body></html>
--5d1f3b7a-8a4e-4a6d-9c1b-000000000002--

--5d1f3b7a-8a4e-4a6d-9c1b-000000000001
Content-Type: message/delivery-status

Reporting-MTA: dns;AB1PR01MB0001.so-khac.example
Received-From-MTA: dns;relay.so-y-te.example
Arrival-Date: Wed, 11 Jan 2017 00:41:03 +0000

Final-Recipient: rfc822;Chi@So-Khac.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found
X-Display-Name: Chi

--5d1f3b7a-8a4e-4a6d-9c1b-000000000001
Content-Type: message/rfc822

From: dondoc@so-y-te.example
To: chi@so-khac.example
Message-ID: <def@so-y-te.example>
Subject: Nhac
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="in"

--in
Content-Type: text/plain

Thu
--in--

--5d1f3b7a-8a4e-4a6d-9c1b-000000000001--
)";

TEST(DeliveryReport, OfAnExchangeStandsBehindAnAlternative) {
    const DeliveryReport report = read(with_crlf(exchange));
    EXPECT_EQ(report.message_id, "def@so-y-te.example");
    const auto& one = report.recipients.at(0);
    EXPECT_TRUE(same_address(one.addresses.at(0), "chi@so-khac.example"));
    EXPECT_EQ(one.status, "5.1.10");
    EXPECT_THAT(one.why, HasSubstr("RecipientNotFound; Recipient not found"));
}

constexpr const char* gmail = R"(Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@mail.example>
To: dondoc@so-y-te.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <ghi@so-y-te.example>
In-Reply-To: <ghi@so-y-te.example>
Content-Type: multipart/report; boundary="0000000000001a2b3c05"; report-type=delivery-status

--0000000000001a2b3c05
Content-Type: multipart/related; boundary="0000000000001a2b3c06"

--0000000000001a2b3c06
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

S2jDtG5nIHTDrG0gdGjhuqV5IMSR4buLYSBjaOG7iQ==
--0000000000001a2b3c06--
--0000000000001a2b3c05
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Received-From-MTA: dns; dondoc@so-y-te.example
Arrival-Date: Tue, 10 Jan 2017 16:30:02 -0800 (PST)
X-Original-Message-ID: <ghi@so-y-te.example>

Final-Recipient: rfc822; dung@mail.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.mail.example. (2001:db8::1b, the server for the domain mail.example.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. NoSuchUser - gsmtp
Last-Attempt-Date: Tue, 10 Jan 2017 16:30:02 -0800 (PST)

--0000000000001a2b3c05--
)";

TEST(DeliveryReport, OfGmailNamesTheLetterEvenIfItDoesNotReturnIt) {
    const DeliveryReport report = read(gmail);
    EXPECT_EQ(report.message_id, "ghi@so-y-te.example");
    EXPECT_EQ(report.recipients.at(0).status, "5.1.1");
    EXPECT_LE(report.recipients.at(0).why.size(), 250u) << "no longer than a table can show";
    EXPECT_THAT(report.recipients.at(0).why, Not(HasSubstr("\n")));
}

// A report of its own making: these fields about one recipient, and this header of what was sent.
std::string report_with(const std::string& fields, const std::string& returned) {
    return "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
           "--b\nContent-Type: text/plain\n\nXin loi\n"
           "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x.example\n\n" +
           fields + "\n--b\nContent-Type: text/rfc822-headers\n\n" + returned + "\n--b--\n";
}
const std::string id = "Message-ID: <a@so-y-te.example>\n";

TEST(DeliveryReport, TellsADelayFromAFailure) {
    const auto late =
        read(report_with("Final-Recipient: rfc822; an@x.example\nAction: delayed\n"
                         "Status: 4.4.1\nDiagnostic-Code: X-Postfix; no route\n"
                         "Will-Retry-Until: Mon, 16 Jan 2017 07:30:00 +0700\n",
                         id));
    EXPECT_EQ(late.recipients.at(0).action, Action::delayed);
    EXPECT_EQ(late.recipients.at(0).status, "4.4.1");
    const auto there = read(report_with(
        "Final-Recipient: rfc822; an@x.example\nAction: Relayed (to a mailer)\nStatus: 2.1.5\n\n"
        "Final-Recipient: rfc822; ba@x.example\nAction: EXPANDED\nStatus: 2.1.5\n",
        id));
    EXPECT_EQ(there.recipients.at(0).action, Action::relayed);
    EXPECT_EQ(there.recipients.at(1).action, Action::expanded);
}

TEST(DeliveryReport, TellsOfEachRecipientByItself) {
    const auto report =
        read(report_with("Final-Recipient: rfc822; an@x.example\nAction: delivered\nStatus: 2.0.0\n"
                         "\n \t\nFinal-Recipient: rfc822; <ba@x.example>\nAction: failed\n"
                         "Status: 5.2.2 (mailbox full)\n",
                         id));
    ASSERT_EQ(report.recipients.size(), 2u);
    EXPECT_EQ(report.recipients[0].action, Action::delivered);
    EXPECT_THAT(report.recipients[1].addresses, ElementsAre("ba@x.example"));
    EXPECT_EQ(report.recipients[1].status, "5.2.2");
}

TEST(DeliveryReport, WithoutAGoodCodeHasTheClassOfTheServersWords) {
    const auto with = [](const std::string& status, const std::string& why) {
        return read(report_with("Final-Recipient: rfc822; an@x.example\nAction: failed\n" + status +
                                    "Diagnostic-Code: smtp; " + why + "\n",
                                id))
            .recipients.at(0)
            .status;
    };
    EXPECT_EQ(with("", "450 try later"), "4.0.0");
    EXPECT_EQ(with("", "550 no"), "5.0.0");
    EXPECT_EQ(with("Status: 5.1.1; DROP TABLE\n", "x"), "5.0.0");
    EXPECT_EQ(with("Status: 5..1\n", "x"), "5.0.0");
    EXPECT_EQ(with("Status: 9.9.9\n", "x"), "5.0.0");
}

TEST(DeliveryReport, BringsNoLineBreaksControlCharactersOrBrokenLettersIn) {
    const auto report = read(report_with(
        "Final-Recipient: rfc822; an@x.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 =?utf-8?q?x=0D=0ABcc:_ai@x.example=00?= \x01\x1b[31m \xff\n",
        id));
    const std::string& why = report.recipients.at(0).why;
    for (const char c : why)
        EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7f) << why;
    EXPECT_THAT(why, Not(HasSubstr("\xff")));
    EXPECT_THAT(why, HasSubstr("550"));
}

TEST(DeliveryReport, IsFoundInsideWhatAGatewayWrappedItIn) {
    const std::string inner =
        report_with("Final-Recipient: rfc822; an@x.example\nAction: failed\nStatus: 5.1.1\n", id);
    EXPECT_EQ(read("Content-Type: multipart/mixed; boundary=out\n\n--out\n" + inner +
                   "\n--out\nContent-Type: text/plain\n\nvirus free\n--out--\n")
                  .message_id,
              "a@so-y-te.example");
}

TEST(DeliveryReport, MayBeCutShort) {
    const std::string mail = postfix;
    const std::string head = mail.substr(0, mail.find("Content-Type: text/plain; charset=utf-8"));
    EXPECT_EQ(read(head).message_id, "0123456789abcdef0123456789abcdef@so-y-te.example");
    for (std::size_t size = 0; size < mail.size(); size += 7)
        (void)read_delivery_report(mail.substr(0, size));
}

TEST(DeliveryReport, IsNothingElse) {
    EXPECT_EQ(fault_of(""), "is no mail");
    EXPECT_EQ(fault_of(std::string(3000, '\0')), "is no mail");
    EXPECT_EQ(fault_of("Subject: vang mat\nAuto-Submitted: auto-replied\n\nToi di vang.\n"),
              "has no part message/delivery-status, so it is no report of a mail server");
    EXPECT_THAT(fault_of("Content-Type: multipart/report; boundary=b\n\n--b\n"),
                HasSubstr("is no report"));
    EXPECT_EQ(fault_of(report_with("Action: failed\nStatus: 5.1.1\n", id)),
              "its report names no recipient");
    EXPECT_EQ(fault_of(report_with("Final-Recipient: rfc822; " + std::string(400, 'a') +
                                       "@x.example\nAction: failed\n",
                                   id)),
              "its report names no recipient");
}

// What a mail reader is attacked with: parts in parts without end, a header of many thousand
// fields.
TEST(DeliveryReport, OfAnyShapeEndsSoon) {
    std::string deep;
    for (int depth = 0; deep.size() < report_size_max; ++depth)
        deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(depth) + "\n\n--b" +
                std::to_string(depth) + "\n";
    EXPECT_THAT(fault_of(deep), HasSubstr("is no report"));
    std::string messages;
    while (messages.size() < report_size_max)
        messages += "Content-Type: message/rfc822\n\n";
    EXPECT_THAT(fault_of(messages), HasSubstr("is no report"));
    std::string many;
    for (int one = 0; many.size() < report_size_max / 2; ++one)
        many +=
            "Final-Recipient: rfc822; a" + std::to_string(one) + "@x.example\nAction: failed\n\n";
    EXPECT_LE(read(report_with(many, id)).recipients.size(), 100u);
}

TEST(DeliveryReport, OfAProgramIsMadeFitLikewise) {
    const DeliveryReport report =
        report_of(" <a@so.example> ", "<an@x.example>", Action::failed, "", "451 later\r\nBcc: x");
    EXPECT_EQ(report.message_id, "a@so.example");
    EXPECT_THAT(report.recipients.at(0).addresses, ElementsAre("an@x.example"));
    EXPECT_EQ(report.recipients.at(0).status, "4.0.0");
    EXPECT_EQ(report.recipients.at(0).why, "451 later Bcc: x");
    EXPECT_TRUE(same_address("An@X.example", "an@x.EXAMPLE"));
    EXPECT_FALSE(same_address("an@x.example", "an@x.example.com"));
}

}  // namespace
}  // namespace dondoc
