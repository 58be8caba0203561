"""Calendars and badges by a token in their address, read by a parser of another author."""
import unittest
import xml.etree.ElementTree
from datetime import date, timedelta

import icalendar

import world
from world import CAMPAIGN, obligation

UNIT = "ttyt-bat-xat"
DUTY = obligation("dang-ky-thi-dua", UNIT)


class Subscriptions(world.World):
    def setUp(self):
        super().setUp()
        self.daemon = self.until("2017-01-10", events=None)

    def feed(self, *words):
        """The token is all that is printed."""
        name = f"lich-{len(words)}"
        return self.cli("token create", "--name", name, "--role", "feed", *words).stdout.strip()

    def calendar(self, token):
        status, headers, body = self.daemon.ask(f"/calendars/{token}.ics")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/calendar; charset=utf-8")
        return icalendar.Calendar.from_ical(body)

    @staticmethod
    def entries(calendar):
        return {str(event["UID"]).split("@")[0]: event for event in calendar.walk("VEVENT")}

    def test_a_unit_sees_its_own_deadlines(self):
        calendar = self.calendar(self.feed("--unit", UNIT))
        self.assertEqual(calendar["VERSION"], "2.0")
        self.assertTrue(str(calendar["PRODID"]).startswith("-//dondoc//"))
        self.assertIn("Bát Xát", calendar["X-WR-CALNAME"])
        entries = self.entries(calendar)
        self.assertEqual({one.split(".")[3] for one in entries}, {UNIT})
        event = entries[DUTY]
        self.assertEqual(str(event["UID"]), DUTY + "@syt-laocai.example")
        self.assertEqual(event["DTSTART"].dt, date(2017, 1, 29))
        self.assertEqual(event["DTEND"].dt, date(2017, 1, 30))
        self.assertEqual(event["SEQUENCE"], 0)
        alarms = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        self.assertEqual(alarms, [timedelta(days=-5), timedelta(days=-1)])
        for one in entries.values():
            self.assertEqual(one.errors, [])
            self.assertIn("DTSTAMP", one)

    def test_an_extension_moves_the_entry_and_counts_up(self):
        token = self.feed("--unit", UNIT)
        path = f"/calendars/{token}.ics"
        tag = self.daemon.ask(path)[1]["ETag"]
        self.assertEqual(self.daemon.ask(path, headers={"If-None-Match": tag})[0], 304)
        self.cli("extend", DUTY, "--due", "2017-02-10", "--approver", "Giám đốc Sở", "--reason",
                 "mưa lũ")
        self.assertEqual(self.daemon.ask(path, headers={"If-None-Match": tag})[0], 200)
        event = self.entries(self.calendar(token))[DUTY]
        self.assertEqual((event["DTSTART"].dt, event["SEQUENCE"]), (date(2017, 2, 10), 1))

    def test_the_officer_sees_all_and_a_campaign_its_own(self):
        everything = self.entries(self.calendar(self.feed()))
        mine = self.entries(self.calendar(self.feed("--campaign", CAMPAIGN)))
        self.assertEqual({one.split(".")[0] for one in mine}, {CAMPAIGN})
        self.assertLess(set(mine), set(everything))
        self.assertGreater(len(mine), 15)

    def test_a_badge_tells_how_the_campaign_stands(self):
        token = self.feed("--campaign", CAMPAIGN)
        self.cli("submit", DUTY, "--reason", "nộp trực tiếp")
        status, headers, body = self.daemon.ask(f"/badges/{token}.svg")
        self.assertEqual((status, headers["Content-Type"]), (200, "image/svg+xml"))
        badge = xml.etree.ElementTree.fromstring(body)
        self.assertTrue(badge.tag.endswith("}svg"))
        self.assertRegex(badge.get("aria-label"), r": 1/\d+ đã nộp$")
        self.assertNotIn(b"http", body.replace(b"http://www.w3.org/2000/svg", b""))

    def test_the_token_opens_nothing_else_and_ends_when_it_is_revoked(self):
        token = self.feed()
        self.assertEqual(self.daemon.ask("/api/v1/status", token=token)[0], 403)
        viewer = self.cli("token create", "--name", "xem", "--role", "viewer").stdout.strip()
        self.assertEqual(self.daemon.ask(f"/calendars/{viewer}.ics")[0], 403)
        self.cli("token revoke", "--name", "lich-0", "--reason", "lộ")
        self.assertEqual(self.daemon.ask(f"/calendars/{token}.ics")[0], 403)
        self.assertNotIn(token, self.daemon.err.text())


if __name__ == "__main__":
    unittest.main()
