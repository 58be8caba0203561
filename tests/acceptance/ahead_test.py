"""What lies ahead and why it was silent: forecast in every format, why, readiness."""
import csv
import html.parser
import io
import json
import subprocess
import unittest

import icalendar

import world
from world import obligation

UNIT = "bv-da-khoa-tinh"
FIRST, LAST = "2017-06-08", "2017-06-20"


class WellFormed(html.parser.HTMLParser):
    """Every tag that is opened is closed in turn."""

    VOID = {"meta", "br", "input", "link", "img"}

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.text = [], set(), ""

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.text += data


class Forecast(world.World):
    """From a store that lived until 7 June and was stopped."""

    @classmethod
    def setUpClass(cls):
        cls.past = cls.lived_until("2017-06-07", events=world.EVENTS)

    def forecast(self, *words, first=FIRST, last=LAST):
        return self.run_dondoc(["forecast", "--config", str(self.config), "--state-directory",
                                str(self.past), "--from", first, "--to", last, *words]).stdout

    def lines(self, *words, **days):
        out = self.forecast("--format", "json", *words, **days)
        return [json.loads(line) for line in out.splitlines()]

    def test_says_the_same_in_every_format(self):
        lines = self.lines("--bodies")
        messages = {line["message"] for line in lines}
        self.assertGreater(len(messages), 10)
        for line in lines:
            self.assertIn("Kính gửi", line["body"])
        summary = json.loads(self.forecast("--json", "--summary"))
        self.assertEqual(summary["messages"], len(messages))
        self.assertEqual(summary["notices"], len(lines))
        self.assertEqual(sum(load["messages"] for load in summary["loads"]), len(messages))

        raw = self.forecast("--format", "csv", "--bodies").encode()
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
        self.assertEqual([row["key"] for row in rows], [line["key"] for line in lines])
        self.assertEqual([row["body"] for row in rows], [line["body"] for line in lines])

        page = WellFormed()
        text = self.forecast("--format", "html", "--bodies")
        page.feed(text)
        self.assertEqual(page.open, [])
        self.assertFalse(page.seen & {"script", "link", "img", "iframe"})
        self.assertNotIn("http", text)
        self.assertEqual(text.count("<pre>"), len(messages))
        self.assertIn("@page { size: A4", text)
        shown = self.forecast()
        self.assertEqual(len([row for row in shown.splitlines() if row.startswith("2017-06-")]),
                         len(lines))
        self.assertIn("Ngày nhiều thư nhất", shown)

    def test_is_a_calendar_that_another_program_reads(self):
        data = self.calendar("--bodies")
        for line in data.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            line.decode("utf-8")
            self.assertNotIn(b"\n", line)
        calendar = icalendar.Calendar.from_ical(data)
        self.assertEqual(calendar.errors, [])
        events = list(calendar.walk("VEVENT"))
        self.assertEqual([event.errors for event in events if event.errors], [])
        lines = self.lines()
        uids = [str(event["UID"]) for event in events]
        self.assertEqual(len(uids), len(set(uids)))
        self.assertLessEqual({line["message"] for line in lines}, set(uids))
        due = [event for event in events if str(event["UID"]).startswith(
            obligation("bao-cao-so-ket", "ttyt-bac-ha"))]
        self.assertEqual([event["DTSTART"].dt.isoformat() for event in due], ["2017-06-15"])
        self.assertIn("Trung tâm Y tế", due[0]["SUMMARY"])
        stamps = {event["DTSTAMP"].dt.isoformat() for event in events}
        self.assertEqual(len(stamps), 1)
        self.assertTrue(stamps.pop().startswith("2017-06-06T"), "by the daemon's own clock")
        told = [event for event in events if str(event["UID"]) == lines[0]["message"]][0]
        self.assertEqual(told["DTSTART"].dt.isoformat(), "2017-06-08T00:30:00+00:00")
        self.assertIn("Kính gửi", told["DESCRIPTION"])

        later = icalendar.Calendar.from_ical(self.calendar(first="2017-06-10"))
        again = {str(event["UID"]) for event in later.walk("VEVENT")}
        self.assertTrue(again)
        self.assertLessEqual(again, set(uids), "identifiers stay the same")

    def calendar(self, *words, first=FIRST):
        """Its bytes: line ends matter."""
        return subprocess.run(
            [world.DONDOC, "forecast", "--config", str(self.config), "--state-directory",
             str(self.past), "--from", first, "--to", LAST, "--format", "ics", *words],
            stdout=subprocess.PIPE, timeout=world.LIMIT, check=True).stdout

    def test_refuses_formats_it_does_not_know(self):
        self.cli("forecast", "--from", FIRST, "--to", LAST, "--format", "pdf", status=2)
        self.cli("forecast", "--from", FIRST, "--to", LAST, "--format", "csv", "--json", status=2)
        wrong = self.cli("forecast", "--from", FIRST, "--to", LAST, "--format", "csv", "--summary",
                         status=2)
        self.assertIn("--summary goes with text and json alone", wrong.stderr)


class Running(world.World):
    def test_a_forecast_does_not_disturb_the_daemon_and_sees_what_people_did(self):
        daemon = self.until("2017-06-07")
        before = daemon.get("/api/v1/status")
        letters = self.letters()
        told = self.foreseen("forecast", FIRST, LAST, events=None)
        self.assertTrue([line for line in told if line["unit"] == UNIT
                         and line["duty"] == "bao-cao-so-ket"])
        self.assertEqual(daemon.get("/api/v1/status"), before)
        self.assertEqual(self.letters(), letters, "a forecast sends nothing")
        self.cli("submit", obligation("bao-cao-so-ket", UNIT), "--by", "tccb",
                 "--reason", "qua điện thoại")
        again = self.foreseen("forecast", FIRST, LAST, events=None)
        self.assertFalse([line for line in again if line["unit"] == UNIT
                          and line["duty"] == "bao-cao-so-ket"])
        self.assertEqual(daemon.stop(), 0)


class Why(world.World):
    def test_tells_of_a_silent_day_and_of_a_message_in_both_languages(self):
        daemon = self.until("2017-06-15")
        of = obligation("bao-cao-so-ket", "ttyt-bac-ha")
        silent = self.cli("why", of, "--on", "2017-06-09").stdout
        self.assertIn("không có bậc nhắc nào rơi vào ngày 09/6/2017", silent)
        self.assertIn("tiếp theo: ngày 13/6/2017", silent)
        english = self.cli("why", of, "--on", "2017-06-10", "--lang", "en").stdout
        self.assertIn("2017-06-10 is not worked (Saturday, weekend)", english)
        self.assertIn("next: on 2017-06-13", english)
        told, = self.cli_json("why", of, "--on", "2017-06-08")
        self.assertTrue(told["day"]["told"])
        number = told["notices"][0]["message"]
        message = self.cli("why", str(number)).stdout
        self.assertIn(f"thư số {number} gửi", message)
        self.assertIn("đầu mối của Trung tâm Y tế", message)
        self.assertIn("đơn vị phải nộp", message)
        self.assertIn("máy chủ nhận", message)
        key = daemon.get(f"/api/v1/messages/{number}")["key"]
        self.assertIn("which owes it", self.cli("why", key, "--lang", "en").stdout)
        self.cli("why", str(number), "--on", "2017-06-08", status=2)
        self.cli("why", of, "--lang", "fr", status=2)
        self.assertIn("không có thư số", self.cli("why", "999999", status=1).stderr)
        wrong = self.cli("why", of, "--on", "nay", status=2)
        self.assertIn("--on: «nay» is not a day", wrong.stderr)


class Ready(world.World):
    def test_a_plan_is_ready_when_nothing_is_left_to_settle(self):
        self.config = self.folder / "etc/dondoc.toml"
        found = self.cli("check", "--ready", "kien-hai-2024-2025", status=1).stdout
        self.assertIn("«(qua phòng Tổ chức cán bộ)» and «(qua phòng tổ chức – Hành chính)»", found)
        self.assertIn("there is no time to collate", found)
        lines = self.cli_json("check", "--ready", "kien-hai-2024-2025", status=1)
        self.assertEqual({line["who"] for line in lines},
                         {"issuer", "coordinator", "nobody"})
        missing = self.cli("check", "--ready", "kien-hai", status=1)
        self.assertIn("there is no campaign «kien-hai»", missing.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
