"""Letters that a mail server took and then sent back: its reports in a mailbox folder, over the
webhook, twice, forged, and as junk."""
import os
import unittest

import world
from smtp_sink import Sink
from world import parse, wait_until

COORDINATOR = "tdkt@syt-laocai.example"
REMINDED = "2017-01-12"  # the first reminders have left the day before


def report(letter_id, address, action="failed", status="5.1.1",
           why="550 5.1.1 <x>: Recipient address rejected: User unknown"):
    """As a Postfix writes it."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@relay.syt-laocai.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: dondoc@syt-laocai.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4TAB/relay"

--4TAB/relay
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system.

--4TAB/relay
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.syt-laocai.example

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {why}

--4TAB/relay
Content-Type: text/rfc822-headers

From: dondoc@syt-laocai.example
To: <{address}>
Message-ID: <{letter_id}>

--4TAB/relay--
""".replace("\n", "\r\n").encode()


class ComingBack(world.World):
    """A daemon that has sent the first reminders of the year by a real mail server."""

    def setUp(self):
        super().setUp()
        self.sink = Sink()
        self.addCleanup(self.sink.stop)
        self.send_by_smtp(self.sink.port)
        with self.config.open("a", encoding="utf-8") as config:
            config.write('\n[bounces]\nmaildir = "bounces"\n')
        self.mailbox = self.state / "bounces"

    def reminded(self):
        daemon = self.until(REMINDED)
        everybody = [mail.recipient for mail in self.sink.mails]
        mail = next(mail for mail in self.sink.mails if everybody.count(mail.recipient) == 1)
        self.letter = parse(mail.content)["Message-ID"].strip("<>")
        self.address = mail.recipient
        return daemon

    def arrives(self, name, mail):
        """As a mail server delivers to a Maildir: written elsewhere, then moved."""
        (self.mailbox / "tmp" / name).write_bytes(mail)
        os.rename(self.mailbox / "tmp" / name, self.mailbox / "new" / name)

    def emptied(self):
        wait_until(lambda: not any((self.mailbox / "new").iterdir()), "the mailbox was read")

    def message(self, daemon):
        return next(one for one in daemon.items("/api/v1/messages?limit=500&lang=en")
                    if one["address"] == self.address)

    def journal_about_it(self, daemon):
        return daemon.get(f"/api/v1/messages/{self.message(daemon)['number']}/why?lang=en")


class InAMailbox(ComingBack):
    def test_a_report_makes_the_letter_red_and_marks_the_address(self):
        daemon = self.reminded()
        self.assertEqual(self.message(daemon)["state"], "sent")
        self.arrives("1484095263.M1P2.relay", report(self.letter, self.address))
        self.emptied()
        message = self.message(daemon)
        self.assertEqual(message["state"], "failed")
        self.assertIn("came back: 5.1.1, there is no such address (550 5.1.1",
                      message["last_answer"])
        events = [event["event"] for event in self.journal_about_it(daemon)["events"]]
        self.assertEqual(events[-2:], ["delivery_succeeded", "message_bounced"])
        shown = self.cli("status", "--failed").stdout
        self.assertIn(self.address, shown)
        self.assertIn("bị trả lại: 5.1.1, không có địa chỉ này", shown)
        self.assertIn(message["phone"] or "chưa có số", shown)
        self.assertIn(f"<{self.address}>: thư bị trả lại từ", self.cli("status").stdout)
        self.assertIn(self.address, daemon.ask("/")[2].decode())
        ready = self.cli("check", "--ready", world.CAMPAIGN, status=1).stdout
        self.assertIn(f"at {self.address} have come back since 2017-01-12: 5.1.1", ready)
        self.assertEqual([file.name for file in (self.mailbox / "cur").iterdir()],
                         ["1484095263.M1P2.relay:2,S"])

    def test_of_the_office_itself_is_left_alone_by_a_virtual_year(self):
        office = self.folder / "mail of the office"
        text = self.config.read_text(encoding="utf-8")
        self.config.write_text(text.replace('maildir = "bounces"', f'maildir = "{office}"'),
                               encoding="utf-8")
        (office / "new").mkdir(parents=True)
        (office / "new" / "1.x").write_bytes(report("la@x.example", "an@x.example"))
        self.until(REMINDED)
        self.assertEqual([file.name for file in office.rglob("*")], ["new", "1.x"])

    def test_twice_is_once_and_outlives_a_kill(self):
        daemon = self.reminded()
        self.arrives("1", report(self.letter, self.address))
        self.emptied()
        head = self.cli("audit head").stdout
        self.arrives("2", report(self.letter, self.address))
        self.emptied()
        self.assertEqual(self.cli("audit head").stdout, head)
        daemon.kill()
        (self.mailbox / "cur/1:2,S").rename(self.mailbox / "new/1")  # as if the move was lost
        again = self.until(REMINDED)
        self.emptied()
        self.assertEqual(self.message(again)["state"], "failed")
        self.assertEqual(again.stop(), 0)
        self.cli("audit verify")

    def test_forged_reports_and_junk_change_nothing_and_are_kept(self):
        daemon = self.reminded()
        head = self.cli("audit head").stdout
        junk = {
            "forged-id": report("0" * 32 + "@syt-laocai.example", self.address),
            "forged-recipient": report(self.letter, "ai-do@khac.example"),
            "vacation": (b"Subject: vang mat\r\nAuto-Submitted: auto-replied\r\n\r\n"
                         b"Toi di vang.\r\n"),
            "binary": bytes(range(256)) * 4000,
            "empty": b"",
        }
        for name, mail in junk.items():
            self.arrives(name, mail)
        self.arrives("late", report(self.letter, self.address, "delayed", "4.4.1"))
        self.emptied()
        self.assertEqual(self.cli("audit head").stdout, head)
        kept = {file.name: file.read_bytes() for file in (self.mailbox / ".aside/new").iterdir()}
        self.assertEqual(kept, junk)
        self.assertEqual([file.name for file in (self.mailbox / "cur").iterdir()], ["late:2,S"])
        wait_until(lambda: daemon.err.text().count("was set aside") == len(junk), "the log says so")

    def test_the_coordinator_is_told_once_and_a_retry_ends_the_mark(self):
        daemon = self.reminded()
        self.arrives("1", report(self.letter, self.address,
                                 why="550 no\n Bcc: ai-do@khac.example"))
        self.emptied()
        self.assertEqual(daemon.stop(), 0)
        sent = len(self.sink.mails)
        daemon = self.until("2017-01-14")
        told = [parse(mail.content) for mail in self.sink.mails[sent:]
                if mail.recipient == COORDINATOR]
        self.assertEqual(len(told), 1)
        self.assertIn("bị trả lại", str(told[0]["Subject"]))
        self.assertIsNone(told[0]["Bcc"])
        text = told[0].get_body(("plain",)).get_content()
        self.assertIn(f"theo địa chỉ {self.address} bị trả lại từ ngày 12/01/2017: 5.1.1, "
                      "không có địa chỉ này (550 no Bcc: ai-do@khac.example)", text)
        self.assertEqual(len(daemon.get("/api/v1/status")["address_faults"]), 1)
        self.cli("retry", str(self.message(daemon)["number"]), "--reason", "đã sửa hộp thư")
        self.assertEqual(daemon.get("/api/v1/status")["address_faults"], [])


class ByWebhook(ComingBack):
    def test_the_report_itself_or_a_little_json(self):
        daemon = self.reminded()
        status, _, answer = daemon.ask("/api/v1/bounces", "POST",
                                       report(self.letter, self.address), self.token(),
                                       {"Content-Type": "message/rfc822"})
        self.assertEqual((status, answer["outcome"]), (200, "recorded"))
        status, _, answer = self.post(daemon, "bounces", {
            "message_id": self.letter, "recipient": self.address, "status": "5.1.1"})
        self.assertEqual((status, answer["outcome"]), (200, "known"))
        status, _, _ = daemon.ask("/api/v1/bounces", "POST", report(self.letter, self.address),
                                  None, {"Content-Type": "message/rfc822"})
        self.assertEqual(status, 401)


if __name__ == "__main__":
    unittest.main()
