"""Who is chased and who is left alone."""
import datetime
import json
import tomllib
import unittest

import world
from world import CAMPAIGN, PARTS, obligation

COORDINATOR = "tdkt@syt-laocai.example"
NEVER = ("bao-cao-so-ket", "ttyt-si-ma-cai")
QUIET = {"submit", "accept", "waive"}  # after these a unit is left alone


def about(line):
    return ".".join([line["campaign"], line["duty"], line["key"].split("/")[2], line["unit"]])


class Chase(world.World):
    def setUp(self):
        super().setUp()
        self.year = [line for line in world.year_lines() if line["unit"]]
        self.script = [json.loads(line) for line in world.EVENTS.read_text().splitlines()]

    def write_script(self, *lines):
        file = self.folder / "events.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return file

    def told(self, duty, unit, lines=None):
        return [(line["at"][:10], line["rung"]) for line in lines or self.year
                if (line["duty"], line["unit"]) == (duty, unit)]

    def test_leaves_a_unit_alone_from_the_moment_it_submits(self):
        notices = {}
        for line in self.year:
            notices.setdefault(about(line), []).append(line["at"])
        decisions = {}
        for event in self.script:
            decisions.setdefault(event["obligation"], []).append((event["at"], event["do"]))
        quiet_spans = 0
        for name, happened in decisions.items():
            happened.append(("2018", "end"))
            for (since, verb), (until, _) in zip(happened, happened[1:]):
                if verb in QUIET:
                    quiet_spans += 1
                    late = [at for at in notices.get(name, []) if since < at < until]
                    self.assertEqual(late, [], f"{name} was written to after «{verb}» at {since}")
        self.assertGreater(quiet_spans, 200)

    def test_chases_a_returned_report_again_in_its_second_round(self):
        unit = "ttyt-bac-ha"
        rungs = [(line["at"][:10], line["key"].split("/", 4)[4]) for line in self.year
                 if (line["duty"], line["unit"]) == ("dang-ky-thi-dua", unit)]
        # Submitted on 20/01 and returned on 23/01 at 09:04, when the rung −2 has passed.
        self.assertEqual(rungs, [
            ("2017-01-11", "1/-10.contact"),
            ("2017-01-18", "1/-5.contact"), ("2017-01-18", "1/-5.head"),
            ("2017-01-24", "2/-1.contact"), ("2017-01-24", "2/-1.head"),
            ("2017-01-25", "2/announced-2017-01-25"),
        ])

    def test_chases_a_report_returned_after_its_deadline_by_a_new_one(self):
        name = obligation("dang-ky-thi-dua", "ttyt-bac-ha")
        events = self.write_script(
            {"at": "2017-01-25T09:00:00+07:00", "do": "submit", "obligation": name, "by": "x",
             "reason": "nộp trực tiếp"},
            {"at": "2017-02-03T09:00:00+07:00", "do": "return", "obligation": name, "by": "x",
             "reason": "thiếu biểu mẫu"})
        lines = self.foreseen(last="2017-02-21", events=events)
        after = [one for one in self.told("dang-ky-thi-dua", "ttyt-bac-ha", lines)
                 if one[0] > "2017-01-25"]
        # Five working days from Friday 03/02 end on Friday 10/02.
        self.assertEqual(after, [
            ("2017-02-06", "returned"),
            ("2017-02-08", "-2.contact"), ("2017-02-08", "-2.head"),
            ("2017-02-09", "-1.contact"), ("2017-02-09", "-1.head"),
            ("2017-02-10", "announced-2017-02-10"), ("2017-02-13", "+1.head"),
            ("2017-02-14", "announced-2017-02-14"),
            ("2017-02-15", "+3.superior"), ("2017-02-15", "+3.head"),
            ("2017-02-16", "announced-2017-02-16"),
            ("2017-02-17", "+5.director"),
        ])

    def test_the_unit_that_never_submits_ends_with_its_head_then_the_leadership_informed(self):
        self.assertEqual(self.told(*NEVER), [
            ("2017-06-01", "-10.contact"),
            ("2017-06-08", "-5.contact"), ("2017-06-08", "-5.head"),
            ("2017-06-13", "-2.contact"), ("2017-06-13", "-2.head"),
            ("2017-06-14", "-1.contact"), ("2017-06-14", "-1.head"),
            ("2017-06-15", "announced-2017-06-15"), ("2017-06-16", "+1.head"),
            ("2017-06-19", "announced-2017-06-19"),
            ("2017-06-20", "+3.superior"), ("2017-06-20", "+3.head"),
            ("2017-06-21", "announced-2017-06-21"),
            ("2017-06-22", "+5.director"),
        ])
        addresses = {line["rung"]: line["address"] for line in self.year
                     if (line["duty"], line["unit"]) == NEVER}
        self.assertEqual(addresses["+1.head"], "giamdoc@ttyt-si-ma-cai.example")
        self.assertEqual(addresses["+3.superior"], "phogiamdoc@syt-laocai.example")
        self.assertEqual(addresses["+5.director"], "giamdoc@syt-laocai.example")

    def test_the_superior_gets_one_letter_with_all_late_units_and_the_dates_reminded(self):
        self.go_through(first="2017-05-15", last="2017-06-21", events=self.script_from_may())
        letters = [world.parse(raw) for raw in self.letters().values()]
        to_superior = [letter for letter in letters if "phogiamdoc@" in letter["To"]
                       and letter["Date"].datetime.date() == datetime.date(2017, 6, 20)]
        self.assertEqual(len(to_superior), 1)
        for kind, told in (("plain", "đã nhắc 01/6, 08/6, 13/6, 14/6; đã đôn đốc 16/6."),
                           ("html", "<td>01/6, 08/6, 13/6, 14/6</td><td>16/6</td>")):
            text = to_superior[0].get_body((kind,)).get_content()
            for unit in ("Si Ma Cai", "Bát Xát"):
                line, = [line for line in text.splitlines() if unit in line]
                self.assertIn(told, line)
            self.assertNotIn("Mường Khương", text)
        # A copy of the reminder to each late unit's head goes beside it.
        copies = {letter["To"].addresses[0].addr_spec for letter in letters
                  if letter["Date"].datetime.date() == datetime.date(2017, 6, 20)
                  and "(để biết)" in letter["Subject"]}
        self.assertLessEqual({"giamdoc@ttyt-si-ma-cai.example", "giamdoc@ttyt-bat-xat.example"},
                             copies)

    def script_from_may(self):
        """What happened to the midterm report; all else is not asked about here."""
        return self.write_script(*(event for event in self.script
                                   if ".bao-cao-so-ket." in event["obligation"]))


class FirstStartInJune(world.World):
    """A daemon whose first day is 5 June 2017, half a year into the plan."""

    @classmethod
    def setUpClass(cls):
        cls.world = world.World()
        cls.world.setUp()
        cls.addClassCleanup(cls.world.doCleanups)
        plans = [tomllib.loads(cls.world.campaign.with_name(f"{name}.toml").read_text("utf-8"))
                 for name in (CAMPAIGN, *PARTS)]
        duties = [duty for plan in plans for duty in plan.get("duty", [])] + [
            duty for plan in plans for phase in plan["phase"] for duty in phase["duty"]]
        cls.past = {duty["id"] for duty in duties if cls.is_past(duty.get("due", {}))}
        cls.daemon = cls.world.until("2017-07-01", first="2017-06-05", events=None)
        cls.told = [notice for message in cls.daemon.items("/api/v1/messages?limit=500")
                    for notice in cls.daemon.get(f"/api/v1/messages/{message['number']}")["notices"]
                    if notice["state"] == "sent"]

    @staticmethod
    def is_past(due):
        if not isinstance(due, dict):
            return False
        within = due.get("within", "9999")
        day = str(due.get("before") or due.get("by") or "9999")
        return within < "2017-06" or day < "2017-06-05"

    def test_writes_to_nobody_about_duties_whose_deadline_had_passed(self):
        self.assertGreaterEqual(len(self.past), 15)
        self.assertIn("dang-ky-thi-dua", self.past)
        for notice in self.told:
            if notice["kind"] == "digest":
                self.assertEqual(notice["person"], "chuyen-vien-tccb")
                continue
            duty = notice["about"]["id"].split(".")[1]
            if duty in self.past:
                self.assertEqual((notice["kind"], notice["person"]),
                                 ("nudge", "chuyen-vien-tccb"), notice)
        self.assertTrue(any(notice["kind"] == "reminder" for notice in self.told))

    def test_asks_the_coordinator_about_each_of_them(self):
        asked = {notice["about"]["id"].split(".")[1] for notice in self.told
                 if notice["kind"] == "nudge"}
        self.assertLessEqual(self.past, asked)
        letters = [world.parse(raw) for raw in self.world.letters().values()]
        first = min((one for one in letters if COORDINATOR in one["To"]),
                    key=lambda letter: letter["Date"].datetime)
        self.assertEqual(first["Date"].datetime.date(), datetime.date(2017, 6, 5))
        self.assertIn("Bản đăng ký thi đua năm 2017", first.get_body(("plain",)).get_content())

    def test_says_of_each_that_an_answer_is_awaited(self):
        path = f"/api/v1/obligations?campaign={CAMPAIGN}&duty=dang-ky-thi-dua&status=asking"
        asking = self.daemon.items(path)
        self.assertEqual(len(asking), 18)
        why = self.daemon.why("dang-ky-thi-dua", "bv-da-khoa-tinh")
        self.assertTrue(why["obligation"]["asking"])
        self.assertIn("quá hạn khi nhập", why["events"][0]["words"])
        self.assertEqual([one for one in why["notices"] if one["state"] != "passed_over"], [])

    def test_chases_again_once_a_person_has_granted_a_new_date(self):
        events = self.folder / "grant.jsonl"
        events.write_text(json.dumps({
            "at": "2017-06-05T09:00:00+07:00", "do": "extend", "by": "x", "due": "2017-06-12",
            "obligation": obligation("dang-ky-thi-dua", "bv-da-khoa-tinh"),
            "reason": "làm bù", "approver": "Giám đốc Sở"}) + "\n")
        lines = self.foreseen(first="2017-06-05", last="2017-06-10", events=events)
        chased = [(line["at"][:10], line["rung"]) for line in lines
                  if line["unit"] == "bv-da-khoa-tinh" and line["duty"] == "dang-ky-thi-dua"]
        self.assertEqual(chased, [("2017-06-08", "-2.contact"), ("2017-06-08", "-2.head"),
                                  ("2017-06-09", "-1.contact"), ("2017-06-09", "-1.head")])


if __name__ == "__main__":
    unittest.main(verbosity=2)
