"""The plan, the calendar or the ladder is edited between two starts of the daemon."""
import collections
import shutil
import unittest

import world
from world import PARTS, obligation

DUTY = "dang-ky-thi-dua"
UNIT = "bv-da-khoa-tinh"
DUE = 'due         = { before = 2017-01-30, written = "trước 30/01/2017" }'

NEW_DUTY = '''
[[duty]]
id          = "bao-cao-nhanh"
deliverable = "Báo cáo nhanh về phong trào thi đua"
from        = "each-participant"
to          = "so-y-te-lao-cai"
due         = { by = 2017-02-03, written = "chậm nhất ngày 03/02/2017" }
'''


def notices_of(daemon):
    """Every notice in a message of the daemon's ledger, with the message's state."""
    return [notice for message in daemon.items("/api/v1/messages?limit=500")
            for notice in daemon.get(f"/api/v1/messages/{message['number']}")["notices"]]


class Migration(world.World):
    """Nobody submits anything. The daemon has run to 19 January, rungs −10 and −5 of the
    registration have left, and the plan is edited."""

    @classmethod
    def setUpClass(cls):
        cls.past = cls.lived_until("2017-01-19")

    def setUp(self):
        super().setUp()
        shutil.copytree(self.past, self.state)
        self.before = self.letters()

    def without_the_duty(self):
        """The plan without the registration, and without what names it."""
        text = self.campaign.read_text(encoding="utf-8")
        start = text.index(f'[[phase.duty]]\nid          = "{DUTY}"')
        stop = text.index("[[phase.duty]]", start + 1)
        text = text[:start] + text[stop:]
        text = text.replace(f'collates    = ["{DUTY}"]\n', "")
        return text.replace(f'requires = ["{DUTY}"]', 'requires = ["registration"]')

    def go_on(self, last):
        daemon = self.until(last, events=None)
        letters = self.letters()
        self.assertEqual({name: letters[name] for name in self.before}, self.before)
        keys = collections.Counter(notice["key"] for notice in notices_of(daemon))
        self.assertEqual([key for key, count in keys.items() if count > 1], [])
        return daemon

    def rungs(self, daemon, duty=DUTY, unit=UNIT):
        """Day, round and rung of what was told since the edit."""
        return [(notice["moment"][:10], notice["round"], notice["rung"])
                for notice in daemon.why(duty, unit)["notices"]
                if notice["state"] == "sent" and notice["moment"] > "2017-01-19"]

    def test_a_moved_date_begins_a_new_round_with_the_rungs_still_ahead(self):
        self.edit(self.campaign, DUE, 'due = { before = 2017-02-10, written = "trước 10/02/2017" }')
        daemon = self.go_on("2017-02-11")
        # The last permitted day is Thursday 09/02; −10 counts back over Tết to 19/01.
        self.assertEqual(self.rungs(daemon), [
            ("2017-01-19", 2, "-10.contact"),
            ("2017-02-02", 2, "-5.contact"), ("2017-02-02", 2, "-5.head"),
            ("2017-02-07", 2, "-2.contact"), ("2017-02-07", 2, "-2.head"),
            ("2017-02-08", 2, "-1.contact"), ("2017-02-08", 2, "-1.head"),
            ("2017-02-09", 2, "announced-2017-02-09"), ("2017-02-10", 2, "+1.head"),
        ])
        why = daemon.why(DUTY, UNIT)
        self.assertEqual((why["obligation"]["round"], why["obligation"]["round_why"]),
                         (2, "edited"))
        self.assertEqual(why["obligation"]["deadline"]["last_permitted"], "2017-02-09")
        self.assertIn("kế hoạch sửa thời hạn", why["events"][-1]["words"])

    def test_a_removed_duty_is_withdrawn_with_a_reason_and_nobody_hears_of_it_again(self):
        self.campaign.write_text(self.without_the_duty(), encoding="utf-8")
        daemon = self.go_on("2017-02-03")
        self.assertEqual(self.rungs(daemon), [])
        why = daemon.why(DUTY, UNIT)
        self.assertEqual(why["obligation"]["state"], "withdrawn")
        self.assertIn("không còn trong kế hoạch", why["events"][-1]["words"])
        self.assertTrue(self.rungs(daemon, "phat-dong-dot-1", "so-y-te-lao-cai"),
                        "the other duties are chased as before")

    def test_a_withdrawn_duty_that_comes_back_is_chased_in_a_new_round(self):
        whole = self.campaign.read_text(encoding="utf-8")
        self.campaign.write_text(self.without_the_duty(), encoding="utf-8")
        self.go_on("2017-01-20").stop()
        self.campaign.write_text(whole, encoding="utf-8")
        daemon = self.go_on("2017-01-25")
        self.assertEqual([rung for _, _, rung in self.rungs(daemon)],
                         ["-2.contact", "-2.head", "-1.contact", "-1.head"])

    def test_a_new_duty_is_born_and_chased(self):
        text = self.campaign.read_text(encoding="utf-8")
        self.campaign.write_text(text + NEW_DUTY, encoding="utf-8")
        daemon = self.go_on("2017-02-03")
        # −10 fell on 13/01, before the duty was seen; Tết lies between −2 and −1.
        self.assertEqual(self.rungs(daemon, "bao-cao-nhanh"), [
            ("2017-01-20", 1, "-5.contact"), ("2017-01-20", 1, "-5.head"),
            ("2017-01-25", 1, "-2.contact"), ("2017-01-25", 1, "-2.head"),
            ("2017-02-02", 1, "-1.contact"), ("2017-02-02", 1, "-1.head"),
        ])

    def test_an_edited_comment_changes_nothing(self):
        daemon = self.until("2017-01-19", events=None)
        before = daemon.why(DUTY, UNIT)
        daemon.stop()
        text = self.campaign.read_text(encoding="utf-8")
        self.campaign.write_text("# Đã soát lại ngày 19/01.\n" + text, encoding="utf-8")
        daemon = self.go_on("2017-01-19")
        self.assertEqual(self.letters(), self.before)
        self.assertEqual(daemon.why(DUTY, UNIT), before)
        daemon.stop()
        lines = self.foreseen("forecast", "2017-01-19", "2017-01-25", events=None)
        self.assertNotIn("-5.contact", {line["rung"] for line in lines if line["duty"] == DUTY})

    def test_an_edited_calendar_moves_what_has_not_been_sent_in_the_same_round(self):
        calendar = self.folder / "etc/calendars/vietnam.toml"
        self.edit(calendar, "swapped = []",
                  'swapped = [{ date = 2017-01-24, name = "nghỉ hoán đổi", '
                  'make_up = 2017-02-04 }]')
        daemon = self.go_on("2017-02-03")
        self.assertEqual(self.rungs(daemon), [
            ("2017-01-20", 1, "-2.contact"), ("2017-01-20", 1, "-2.head"),
            ("2017-01-23", 1, "-1.contact"), ("2017-01-23", 1, "-1.head"),
            ("2017-01-25", 1, "announced-2017-01-25"), ("2017-02-02", 1, "+1.head"),
        ])

    def test_an_edited_ladder_tells_each_new_rung_once(self):
        ladders = self.folder / "etc/ladders.toml"
        self.edit(ladders, '{ at = -2, to = ["contact", "head"] },',
                  '{ at = -3, to = ["contact", "head"] },')
        daemon = self.go_on("2017-01-25")
        self.assertEqual(self.rungs(daemon), [
            ("2017-01-20", 1, "-3.contact"), ("2017-01-20", 1, "-3.head"),
            ("2017-01-24", 1, "-1.contact"), ("2017-01-24", 1, "-1.head"),
        ])

    def test_a_campaign_taken_out_of_the_configuration_is_withdrawn(self):
        other = self.campaign.with_name("lao-cai-2017-khac.toml")
        text = self.campaign.read_text(encoding="utf-8")
        other.write_text(text.replace('id           = "lao-cai-2017"', 'id = "khac"', 1),
                         encoding="utf-8")
        self.campaign.unlink()
        for part in PARTS:
            self.campaign.with_name(f"{part}.toml").unlink()
        daemon = self.go_on("2017-01-25")
        self.assertEqual(daemon.get(f"/api/v1/obligations/{obligation(DUTY, UNIT)}")["state"],
                         "withdrawn")
        self.assertEqual(self.rungs(daemon), [])

    def test_a_faulty_edit_stops_the_start_and_changes_nothing(self):
        store = (self.state / "dondoc.db").read_bytes()
        self.edit(self.campaign, DUE, "due = { before = 2017-02-30 }")
        daemon = self.serve(last="2017-02-03", events=None, starts=False)
        self.assertEqual(daemon.ended(), 1)
        self.assertIn("lao-cai-2017.toml:", daemon.err.text())
        self.assertEqual((self.state / "dondoc.db").read_bytes(), store)


if __name__ == "__main__":
    unittest.main(verbosity=2)
