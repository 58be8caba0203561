"""A year in which the plan is changed: what `dondoc apply` foretold is what then happened."""
import shutil
import unittest

import world
from apply_test import DUE, LATER, UNIT, SmallWorld

END = "2018-03-31"  # the last day of the plan and 90 days: how far it is looked ahead

NEW_DUTY = '''
[[duty]]
id          = "bao-cao-quy-3"
deliverable = "Báo cáo quý III"
from        = "each-participant"
to          = "so-y-te-lao-cai"
due         = { by = 2017-11-30 }
quote       = "Báo cáo quý III."
'''


class Foretold(world.World):
    def test_what_is_foretold_is_what_then_happens(self):
        """The heart of it: three edits at once, and a year without them beside it."""
        self.until("2017-01-19", events=None).stop()
        before = self.letters()
        other = self.folder / "other"
        shutil.copytree(self.state, other)
        unedited = world.Daemon([
            "serve", "--config", str(self.config), "--state-directory", str(other),
            "--virtual-from", "2017-01-01", "--virtual-to", END, "--pace", "0", "--exit"])
        self.addCleanup(self.end, unedited)
        self.assertEqual(unedited.ended(), 0, unedited.err.text())
        without = {file.stem for file in (other / "spool").glob("*.eml")}

        daemon = self.until("2017-01-19", events=None)
        self.edit(self.campaign, DUE, LATER)
        self.edit(self.folder / "etc/calendars/vietnam.toml", "swapped = []",
                  'swapped = [{ date = 2017-06-12, name = "nghỉ hoán đổi", '
                  "make_up = 2017-06-17 }]")
        self.edit(self.folder / "etc/ladders.toml", '{ at = -2, to = ["contact", "head"] },',
                  '{ at = -3, to = ["contact", "head"] },')
        preview, applied = self.cli_json("apply", "--yes")
        self.assertTrue(applied["applied"])
        self.assertEqual(preview["until"][:10], END)
        daemon.stop()
        self.go_through(last=END, events=None)

        changes = preview["messages"]
        self.assertEqual(changes["left_out"], 0)
        gained = {one["message"] for one in changes["items"] if one["change"] == "gained"}
        lost = {one["message"] for one in changes["items"] if one["change"] == "lost"}
        self.assertGreater(len(gained), 50)
        self.assertGreater(len(lost), 50)
        self.assertEqual(gained & without, set())
        self.assertLessEqual(lost, without)
        letters = self.letters()
        self.assertEqual(set(letters), without - lost | gained)
        # What had been sent before was not sent again, nor changed.
        self.assertEqual({name: letters[name] for name in before}, before)

        daemon = self.serve(last=END, events=None)
        notices = {notice["key"]: notice
                   for message in daemon.items("/api/v1/messages?limit=500")
                   for notice in daemon.get(f"/api/v1/messages/{message['number']}")["notices"]
                   if notice["state"] == "sent"}
        for change in preview["notices"]["items"]:
            if change["change"] != "lost":
                self.assertEqual(notices[change["after"]["key"]]["moment"][:10],
                                 change["after"]["at"][:10])
            elif change["before"]["key"] in notices:
                self.fail(f"{change['before']['key']} was said to be lost, and was sent")


class Moving(SmallWorld):
    def test_an_edit_is_applied_while_the_virtual_year_runs(self):
        """The clock goes on, and every letter leaves once."""
        daemon = self.serve(pace=60, last="2018-02-01", events=None)
        world.wait_until(lambda: len(self.letters()) > 20, "twenty letters have left")
        text = self.campaign.read_text(encoding="utf-8")
        self.campaign.write_text(text + NEW_DUTY, encoding="utf-8")
        preview, _ = self.cli_json("apply", "--yes")
        self.assertLess(preview["from"], "2017-11-01", "the year was over too soon")
        daemon.year_over()
        rungs = [notice["rung"] for notice in daemon.why("bao-cao-quy-3", UNIT)["notices"]
                 if notice["state"] == "sent"]
        self.assertEqual(rungs[-1], "+5.director")
        messages = daemon.items("/api/v1/messages?limit=500")
        self.assertEqual({one["state"] for one in messages}, {"sent"})
        self.assertEqual(len(messages), len(self.letters()))
        gained = {one["message"] for one in preview["messages"]["items"]
                  if one["change"] == "gained"}
        self.assertLessEqual(gained, set(self.letters()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
