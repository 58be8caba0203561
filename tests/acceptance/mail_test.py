"""Letters as a real mail server receives them, read by an independent parser."""
import re
import unicodedata
import unittest

import world
from smtp_sink import Sink, free_port, self_made_certificate
from world import obligation

DESK = ("Hà Văn Dung", "tdkt@syt-laocai.example")


def bodies(letter):
    return [letter.get_body((kind,)).get_content() for kind in ("plain", "html")]


class TheYearByMail(world.World):
    """One year of letters, looked at from all sides."""

    @classmethod
    def setUpClass(cls):
        cls.year = world.World()
        cls.year.setUp()
        cls.addClassCleanup(cls.year.doCleanups)
        sink = Sink()
        cls.addClassCleanup(sink.stop)
        cls.year.send_by_smtp(sink.port)
        cls.daemon = cls.year.serve().year_over()
        cls.mails = sink.mails
        cls.letters = [world.parse(mail.content) for mail in sink.mails]
        cls.foreseen = world.messages_of(world.year_lines())
        cls.threads = {}
        for line in world.year_lines():
            about = f"{line['campaign']}.{line['duty']}"
            if line["kind"] == "digest":
                about = f"digest.{line['key'].split('/')[2]}"
            if line["unit"]:
                about += f".{line['key'].split('/')[2]}.{line['unit']}"
            cls.threads.setdefault(line["message"], []).append(about)

    def test_every_message_arrives_once_at_its_recipient(self):
        arrived = [(letter["Message-ID"].strip("<>"), mail.recipient)
                   for letter, mail in zip(self.letters, self.mails)]
        expected = [(message, address) for message, (address, _, _) in self.foreseen.items()]
        self.assertEqual(sorted(arrived), sorted(expected))
        self.assertEqual({mail.sender for mail in self.mails}, {"dondoc@syt-laocai.example"})

    def test_headers_say_who_writes_to_whom_and_who_answers(self):
        for letter, mail in zip(self.letters, self.mails):
            self.assertEqual(list(letter.defects), [])
            for name in ("From", "To", "Reply-To", "Subject", "Date", "Message-ID",
                         "Auto-Submitted", "MIME-Version", "References", "In-Reply-To"):
                self.assertEqual(len(letter.get_all(name, [])), 1, f"{name} of {letter}")
            sender, = letter["From"].addresses
            self.assertEqual((sender.display_name, sender.addr_spec),
                             ("Sở Y tế Lào Cai", "dondoc@syt-laocai.example"))
            reply, = letter["Reply-To"].addresses
            self.assertEqual((reply.display_name, reply.addr_spec), DESK)
            to, = letter["To"].addresses
            self.assertEqual(to.addr_spec, mail.recipient)
            self.assertEqual(letter["Auto-Submitted"], "auto-generated")
            at = self.foreseen[letter["Message-ID"].strip("<>")][2]
            self.assertEqual(letter["Date"].datetime.isoformat(), at)

    def test_vietnamese_subjects_and_bodies_survive_byte_for_byte(self):
        kept = {}
        for message in self.daemon.items("/api/v1/messages?state=sent&limit=500"):
            whole = self.daemon.get(f"/api/v1/messages/{message['number']}")
            kept[world.parse(whole["text"].encode())["Message-ID"]] = whole
        for letter, mail in zip(self.letters, self.mails):
            whole = kept.pop(letter["Message-ID"])
            subject = str(letter["Subject"])
            self.assertEqual(mail.content, whole["text"].encode())
            self.assertEqual(subject, whole["subject"])
            self.assertEqual(subject, self.foreseen[letter["Message-ID"].strip("<>")][1])
            self.assertRegex(subject, "[ạảấầẩậắằặẹẻẽếềểễệịọỏốồổộớờợụủứừửữựỳỵỷỹđăâêôơư]")
        self.assertEqual(kept, {})

    def test_every_text_is_in_nfc_in_plain_and_html(self):
        for letter in self.letters:
            self.assertEqual(letter.get_content_type(), "multipart/alternative")
            for text in [str(letter["Subject"]), letter["To"].addresses[0].display_name,
                         *bodies(letter)]:
                self.assertTrue(text.strip())
                self.assertTrue(unicodedata.is_normalized("NFC", text), text)
                self.assertNotIn("\ufffd", text)
                self.assertNotIn("{{", text)

    def test_no_line_is_longer_than_mail_allows_and_headers_are_ascii(self):
        for mail in self.mails:
            head, _, _ = mail.content.partition(b"\r\n\r\n")
            self.assertTrue(head.isascii())
            self.assertNotIn(b"\n", mail.content.replace(b"\r\n", b""))
            self.assertLessEqual(max(map(len, mail.content.split(b"\r\n"))), 998)

    def test_letters_about_one_obligation_are_one_thread(self):
        for letter in self.letters:
            references = letter["References"].split()
            self.assertEqual(letter["In-Reply-To"], references[0])
            self.assertLessEqual(len(references), 20)
            about = self.threads[letter["Message-ID"].strip("<>")]
            expected = {f"<{one}@syt-laocai.example>" for one in about}
            self.assertEqual(len(references), min(20, len(expected)))
            self.assertLessEqual(set(references), expected)

    def test_the_reminder_quotes_the_plan_and_says_the_weekday(self):
        about = f"<{obligation('dang-ky-thi-dua', 'ttyt-muong-khuong')}@syt-laocai.example>"
        first = next(one for one in self.letters if about in one["References"])
        for text in bodies(first):
            text = re.sub("<[^>]*>", "", text)
            self.assertIn("trước 30/01/2017 (thứ Hai)", text)
            self.assertIn("chậm nhất Chủ nhật 29/01/2017", text)
            self.assertIn("ngày làm việc cuối cùng là thứ Tư 25/01/2017", text)


class ByMail(world.World):
    def test_encrypts_and_logs_in_where_the_server_asks_for_it(self):
        both, cert = self_made_certificate(self.folder)
        sink = Sink(cert=both, login=("dondoc", "mật khẩu"))
        self.addCleanup(sink.stop)
        password = self.folder / "etc/smtp-password"
        password.write_text("mật khẩu\n", encoding="utf-8")
        self.send_by_smtp(sink.port, tls="starttls", ca_file=str(cert), user="dondoc",
                          password_file="smtp-password")
        self.go_through(last="2017-01-12")
        lines = [line for line in world.year_lines() if line["at"] < "2017-01-12"]
        self.assertEqual(len(sink.mails), len(world.messages_of(lines)))
        for mail in sink.mails:
            self.assertTrue(mail.encrypted)
            self.assertEqual(mail.login, "dondoc")

    def test_gives_its_letters_to_no_server_that_it_cannot_trust(self):
        both, _ = self_made_certificate(self.folder)
        sink = Sink(cert=both)
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port, tls="starttls")
        daemon = self.until("2017-01-04", events=None)
        self.assertEqual(sink.mails, [])
        waiting = daemon.items("/api/v1/messages?state=retrying")
        self.assertTrue(waiting)
        self.assertIn("certificate", waiting[0]["last_answer"])

    def test_tries_again_when_the_login_is_refused_and_says_why(self):
        both, cert = self_made_certificate(self.folder)
        sink = Sink(cert=both, login=("dondoc", "right"))
        self.addCleanup(sink.stop)
        (self.folder / "etc/smtp-password").write_text("wrong\n")
        self.send_by_smtp(sink.port, tls="starttls", ca_file=str(cert), user="dondoc",
                          password_file="smtp-password")
        daemon = self.until("2017-01-04", events=None)
        self.assertEqual(sink.mails, [])
        self.assertGreater(sink.logins_refused, 0)
        for message in daemon.items("/api/v1/messages"):
            self.assertEqual(message["state"], "retrying")
            self.assertNotIn("wrong", message["last_answer"])

    def test_waits_for_a_mail_server_that_is_away_and_delivers_when_it_is_back(self):
        port = free_port()
        self.send_by_smtp(port)
        # Twelve seconds a day: the server comes back within the same virtual morning or the next.
        daemon = self.serve("2017-01-03", "2017-01-07", events=None, pace=48)
        waiting = world.wait_until(lambda: daemon.items("/api/v1/messages?state=retrying"),
                                   "a letter is tried again")
        self.assertGreaterEqual(waiting[0]["attempts"], 1)
        self.assertIn("127.0.0.1", waiting[0]["last_answer"])
        self.assertTrue(waiting[0]["next"])
        self.assertGreaterEqual(daemon.get("/api/v1/status")["counters"]["retrying"], 1)
        first = daemon.get(f"/api/v1/messages/{waiting[0]['number']}")["text"]

        sink = Sink(port)
        self.addCleanup(sink.stop)
        world.wait_until(lambda: not daemon.items("/api/v1/messages?state=retrying"),
                         "nothing is left to try again")
        self.assertEqual(daemon.stop(), 0)
        self.assertIn(first.encode(), [mail.content for mail in sink.mails])
        ids = [world.parse(mail.content)["Message-ID"] for mail in sink.mails]
        self.assertEqual(len(ids), len(set(ids)))

    def test_keeps_what_could_not_be_delivered_over_a_restart(self):
        port = free_port()
        self.send_by_smtp(port)
        daemon = self.until("2017-01-04", "2017-01-03", events=None)
        numbers = [one["number"] for one in daemon.items("/api/v1/messages?state=retrying")]
        texts = {daemon.get(f"/api/v1/messages/{number}")["text"].encode() for number in numbers}
        self.assertTrue(texts)
        self.assertEqual(daemon.stop(), 0)
        sink = Sink(port)
        self.addCleanup(sink.stop)
        daemon = self.until("2017-01-05", "2017-01-03", events=None)
        self.assertEqual(daemon.items("/api/v1/messages?state=retrying"), [])
        self.assertEqual({mail.content for mail in sink.mails}, texts)
        for number in numbers:
            self.assertEqual(daemon.get(f"/api/v1/messages/{number}")["state"], "sent")

    def test_a_rehearsal_writes_to_one_address_and_names_the_true_recipient(self):
        self.edit(self.config, 'zone         =',
                  'rehearsal    = "thu@syt-laocai.example"\nzone         =')
        sink = Sink()
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        self.go_through(last="2017-01-12")
        lines = [line for line in world.year_lines() if line["at"] < "2017-01-12"]
        foreseen = world.messages_of(lines)
        self.assertEqual({mail.recipient for mail in sink.mails}, {"thu@syt-laocai.example"})
        self.assertEqual(len(sink.mails), len(foreseen))
        for mail in sink.mails:
            letter = world.parse(mail.content)
            address, subject, _ = foreseen[letter["Message-ID"].strip("<>")]
            self.assertEqual(letter["To"].addresses[0].addr_spec, "thu@syt-laocai.example")
            self.assertTrue(str(letter["Subject"]).endswith(subject))
            self.assertIn(address, str(letter["Subject"]))
            for text in bodies(letter):
                self.assertIn(address, text)
                self.assertIn("THƯ DIỄN TẬP", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
