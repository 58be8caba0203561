"""Deadlines that hang on an event, and duties that are owed again and again."""
import json
import unittest

import world
from world import CAMPAIGN, obligation

UNIT = "bv-da-khoa-tinh"
REPORT = obligation("bao-cao-dai-hoi", UNIT)

EVENT = '''
[[event]]
id    = "be-mac-dai-hoi"
title = "Bế mạc Đại hội"

[[phase]]'''

DUTIES = '''
[[duty]]
id          = "bao-cao-dai-hoi"
deliverable = "Báo cáo kết quả chào mừng Đại hội"
from        = "bv-da-khoa-tinh"
to          = "so-y-te-lao-cai"
due         = { days = 10, after_event = "be-mac-dai-hoi", working = true }

[[duty]]
id          = "bao-cao-quy"
deliverable = "Báo cáo thi đua quý"
from        = "bv-da-khoa-tinh"
to          = "so-y-te-lao-cai"
due         = { periodic = "quarter", except = ["Q4"] }
'''


class Edited(world.World):
    """The sample plan with an event, a report after it, and a quarterly one."""

    def setUp(self):
        super().setUp()
        self.edit(self.campaign, "\n[[phase]]", EVENT)
        self.campaign.write_text(self.campaign.read_text() + DUTIES)

    def stands_in_march(self):
        return self.until("2017-03-07", first="2017-03-01", events=None)


class EventOfAPlan(Edited):
    def set_day(self, day, reason="Thông báo 15", **options):
        return self.cli("event", CAMPAIGN, "be-mac-dai-hoi", "--date", day, "--reason", reason,
                        "--by", "tccb", **options)

    def test_is_dated_by_a_person_who_may_move_it_again(self):
        daemon = self.stands_in_march()
        before, = self.cli_json("why", REPORT)
        self.assertIsNone(before["obligation"]["deadline"]["last_permitted"])
        self.assertIn("Bế mạc Đại hội", before["obligation"]["next"]["words"])
        letters = [world.parse(raw).get_body().get_content() for raw in self.letters().values()]
        asked = next(text for text in letters if "Báo cáo kết quả chào mừng Đại hội" in text)
        self.assertIn("ngày diễn ra «Bế mạc Đại hội»", asked)

        done = self.set_day("2017-03-10")
        self.assertEqual(done.stdout, f"{CAMPAIGN}: Bế mạc Đại hội: ngày 10/3/2017; 1 nghĩa vụ "
                         "chưa nộp có thời hạn tính theo ngày này\n")
        dated, = self.cli_json("why", REPORT)
        self.assertEqual(dated["obligation"]["deadline"]["last_permitted"], "2017-03-24")
        told = [event for event in dated["events"] if event["event"] == "event_dated"]
        self.assertEqual([(event["by"], event["words"]) for event in told],
                         [("tccb", "«Bế mạc Đại hội»: ngày 10/3/2017; Thông báo 15")])
        self.set_day("2017-03-17", reason="Đại hội lùi một tuần")
        event, = daemon.get(f"/api/v1/campaigns/{CAMPAIGN}")["events"]
        self.assertEqual((event["day"], event["reason"]), ("2017-03-17", "Đại hội lùi một tuần"))
        self.assertEqual(daemon.stop(), 0)
        lines = self.foreseen("forecast", "2017-03-07", "2017-03-18", events=None)
        foreseen = [line["rung"] for line in lines if line["duty"] == "bao-cao-dai-hoi"]
        self.assertEqual(foreseen, ["-10.contact"])

        daemon = self.until("2017-04-04", first="2017-03-01", events=None)
        told = [(notice["moment"][:10], notice["round"], notice["rung"])
                for notice in daemon.why("bao-cao-dai-hoi", UNIT)["notices"]
                if notice["state"] == "sent"]
        self.assertEqual(told, [
            ("2017-03-17", 3, "-10.contact"),
            ("2017-03-24", 3, "-5.contact"), ("2017-03-24", 3, "-5.head"),
            ("2017-03-29", 3, "-2.contact"), ("2017-03-29", 3, "-2.head"),
            ("2017-03-30", 3, "-1.contact"), ("2017-03-30", 3, "-1.head"),
            ("2017-03-31", 3, "announced-2017-03-31"), ("2017-04-03", 3, "+1.head")])

    def test_refuses_what_it_cannot_take_and_says_what_it_would(self):
        daemon = self.stands_in_march()
        self.assertIn("lý do", self.cli("event", CAMPAIGN, "be-mac-dai-hoi", "--date", "2017-03-10",
                                        status=1).stderr)
        self.assertIn("chỉ nhận từ", self.set_day("2071-03-10", status=1).stderr)
        self.assertIn("--date: «31/02/2017» is not a day",
                      self.set_day("31/02/2017", status=2).stderr)
        missing = self.cli("event", CAMPAIGN, "be-mac-dai-hoy", "--date", "2017-03-10",
                           "--reason", "x", status=1)
        self.assertIn("«be-mac-dai-hoi»", missing.stderr)
        self.set_day("10/3/2017")
        self.assertIn("đã được định", self.set_day("2017-03-10", status=1).stderr)
        self.assertEqual(daemon.why("bao-cao-dai-hoi", UNIT)["obligation"]["round"], 2)

    def test_is_dated_in_a_simulation_by_its_script(self):
        script = self.folder / "events.jsonl"
        script.write_text(json.dumps({
            "at": "2017-03-06T09:00:00+07:00", "do": "event",
            "event": f"{CAMPAIGN}.be-mac-dai-hoi", "date": "2017-03-10", "reason": "Thông báo 15"}))
        lines = self.cli_json("simulate", "--from", "2017-03-01", "--to", "2017-04-15",
                              "--events", str(script))
        told = [(line["at"][:10], line["rung"]) for line in lines
                if line["duty"] == "bao-cao-dai-hoi"]
        self.assertEqual(told[0], ("2017-03-01", "nudge"))
        self.assertEqual(told[1:4], [("2017-03-10", "-10.contact"), ("2017-03-17", "-5.contact"),
                                     ("2017-03-17", "-5.head")])


class RecurringDuty(Edited):
    def test_is_owed_each_quarter_with_its_own_letters(self):
        lines = self.cli_json("simulate", "--from", "2017-01-01", "--to", "2018-01-01")
        first = {}
        for line in lines:
            if line["duty"] == "bao-cao-quy":
                first.setdefault(line["key"].split("/")[2], (line["at"][:10], line["subject"]))
        self.assertEqual(sorted(first), ["2017-q1", "2017-q2", "2017-q3"])
        self.assertEqual(first["2017-q1"][0], "2017-03-03")  # ten working days before Friday 17/3
        self.assertIn("Báo cáo thi đua quý, kỳ quý I/2017", first["2017-q1"][1])

    def test_says_when_the_figures_close(self):
        daemon = self.stands_in_march()
        report = daemon.get(f"/api/v1/obligations/{obligation('bao-cao-quy', UNIT, '2017-q1')}")
        self.assertEqual(report["deadline"]["last_permitted"], "2017-03-17")
        self.assertEqual(report["period"]["cutoff"], "2017-03-14")
        letter = next(world.parse(raw) for raw in self.letters().values()
                      if "quý I/2017" in world.parse(raw)["Subject"])
        self.assertIn("số liệu từ ngày 15/12/2016, chốt hết ngày 14/3/2017",
                      letter.get_body().get_content())


if __name__ == "__main__":
    unittest.main(verbosity=2)
