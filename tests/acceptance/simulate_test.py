"""What `simulate` and `forecast` say about the Lào Cai year."""
import collections
import datetime
import json
import resource
import unittest

import world
from world import CAMPAIGN, DAYS_OFF_2017, PARTS

PLAN = {CAMPAIGN, *PARTS}

FIELDS = {"at", "campaign", "duty", "unit", "rung", "kind", "audience", "address", "channel", "key",
          "message", "subject", "because"}


def days_of(lines, duty):
    """Rung to the days it falls on; the coordinator's questions are none."""
    days = collections.defaultdict(set)
    for line in lines:
        if line["duty"] == duty and line["kind"] != "nudge":
            days[line["rung"]].add(line["at"][:10])
    return days


class Simulate(world.World):
    @classmethod
    def setUpClass(cls):
        cls.year = world.year_lines()
        # Weeks in which nobody submits anything.
        cls.silent = [line for first, last in (("2017-01-01", "2017-02-11"),
                                               ("2017-05-22", "2017-06-24"))
                      for line in cls.simulated(first, last)]

    @staticmethod
    def simulated(first, last):
        config = str(world.SOURCE / "config/samples/lao-cai-2017.toml")
        out = world.output_of(["simulate", "--config", config, "--from", first, "--to", last,
                               "--json"])
        return [json.loads(line) for line in out.splitlines()]

    def test_says_the_same_of_the_year_twice_to_the_byte(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        again = self.cli("simulate", "--from", "2017-01-01", "--to", "2018-01-01", "--events",
                         str(world.EVENTS), "--json")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertEqual(again.stdout, world.sample_year())
        self.assertEqual(again.stderr, "")
        self.assertGreater(len(self.year), 400)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"one simulation of the year: {spent:.2f} s of CPU")

    def test_does_not_touch_the_state_directory(self):
        self.foreseen(last="2017-01-05")
        self.assertFalse(self.state.exists())

    def test_says_of_each_notice_everything_a_program_may_ask(self):
        for line in self.year + self.silent:
            self.assertLessEqual(FIELDS, set(line))
            self.assertRegex(line["at"], r"^2017-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$")
            digest = line["kind"] == "digest"
            self.assertIn(line["campaign"], [""] if digest else PLAN)
            self.assertIn(line["kind"], {"reminder", "escalation", "nudge", "digest"})
            self.assertEqual(line["channel"], "mail")
            self.assertRegex(line["address"], r"^[^@ ]+@[^@ ]+\.example$")
            self.assertRegex(line["message"], r"^[^@<> ]+@syt-laocai\.example$")
            for field in FIELDS - ({"unit", "campaign", "duty"} if digest else {"unit"}):
                self.assertTrue(line[field], f"empty {field}: {line}")
            about_unit = line["rung"] == "request" or line["rung"].startswith("announced-")
            about_duty = digest or (line["kind"] == "nudge" and not about_unit)
            self.assertEqual(line["unit"] == "", about_duty, line)
        keys = [line["key"] for line in self.year]
        self.assertEqual(len(keys), len(set(keys)), "a key came twice")

    def test_reminds_of_the_registration_before_30_January_on_the_days_around_tet(self):
        days = days_of(self.silent, "dang-ky-thi-dua")
        self.assertEqual(days, {
            "-10.contact": {"2017-01-11"},
            "-5.contact": {"2017-01-18"}, "-5.head": {"2017-01-18"},
            "-2.contact": {"2017-01-23"}, "-2.head": {"2017-01-23"},
            "-1.contact": {"2017-01-24"}, "-1.head": {"2017-01-24"},
            "+1.head": {"2017-02-02"},
            "+3.superior": {"2017-02-06"}, "+3.head": {"2017-02-06"},
            "+5.director": {"2017-02-08"},
        })

    def test_reminds_of_the_report_by_15_June_on_the_days_around_it(self):
        days = days_of(self.silent, "bao-cao-so-ket")
        self.assertEqual(days, {
            "-10.contact": {"2017-06-01"},
            "-5.contact": {"2017-06-08"}, "-5.head": {"2017-06-08"},
            "-2.contact": {"2017-06-13"}, "-2.head": {"2017-06-13"},
            "-1.contact": {"2017-06-14"}, "-1.head": {"2017-06-14"},
            "+1.head": {"2017-06-16"},
            "+3.superior": {"2017-06-20"}, "+3.head": {"2017-06-20"},
            "+5.director": {"2017-06-22"},
        })

    def test_writes_on_working_days_inside_the_sending_window_only(self):
        for line in self.year + self.silent:
            at = datetime.datetime.fromisoformat(line["at"])
            self.assertLess(at.weekday(), 5, line)
            self.assertNotIn(line["at"][:10], DAYS_OFF_2017, line)
            self.assertLessEqual(datetime.time(7, 30), at.time(), line)
            self.assertLess(at.time(), datetime.time(16, 30), line)

    def test_writes_to_one_person_once_a_morning(self):
        # A copy «để biết» is a letter of its own. So is what a decision of the day calls for.
        mornings = collections.defaultdict(set)
        sections = collections.Counter()
        for line in self.year + self.silent:
            sections[line["message"]] += 1
            if line["at"][11:16] == "07:30":
                copy = "(để biết)" in line["subject"]
                self.assertEqual(copy, line["copy"], line)
                mornings[line["address"], line["at"], copy].add(line["message"])
        for (address, at, _), messages in mornings.items():
            self.assertEqual(len(messages), 1, f"{address} at {at}: {messages}")
        self.assertGreater(max(sections.values()), 5, "no letter speaks of many duties")

    def test_keeps_the_lines_of_one_message_together_and_alike(self):
        ended, last = set(), None
        told = {}
        for line in self.year:
            if line["message"] != last:
                self.assertNotIn(line["message"], ended)
                ended.add(last := line["message"])
            head = (line["at"], line["subject"], line["address"])
            self.assertEqual(told.setdefault(line["message"], head), head)

    def test_tells_of_the_asked_campaign_only(self):
        other = self.campaign.with_name("lao-cai-2017-khac.toml")
        other.write_text(self.campaign.read_text(encoding="utf-8").replace(
            'id           = "lao-cai-2017"', 'id           = "phong-trao-khac"', 1),
            encoding="utf-8")
        all_lines = self.foreseen(events=None, last="2017-01-12")
        told = self.foreseen(events=None, last="2017-01-12", more=["--campaign", CAMPAIGN])
        self.assertEqual({line["campaign"] for line in all_lines},
                         {CAMPAIGN, "phong-trao-khac", ""})  # a digest tells of all
        self.assertEqual(told, [line for line in all_lines if line["campaign"] == CAMPAIGN])


class Forecast(world.World):
    def test_from_nothing_is_the_simulation(self):
        self.assertEqual(self.foreseen("forecast", last="2017-01-12"),
                         self.foreseen("simulate", last="2017-01-12"))

    def test_from_a_store_is_the_rest_of_the_simulated_year(self):
        self.until("2017-06-10").stop()
        before = self.letters()
        rest = [line for line in world.year_lines() if line["at"] >= "2017-06-10"]
        self.assertEqual(self.foreseen("forecast", first="2017-06-10"), rest)
        self.assertEqual(self.letters(), before, "a forecast sends nothing")

    def test_beside_a_running_daemon_changes_nothing(self):
        daemon = self.until("2017-01-16")
        before = daemon.get("/api/v1/status")
        first = self.foreseen("forecast", first="2017-01-16", last="2017-02-01")
        again = self.foreseen("forecast", first="2017-01-16", last="2017-02-01")
        self.assertEqual(first, again)
        self.assertTrue(first)
        self.assertEqual(daemon.get("/api/v1/status"), before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
