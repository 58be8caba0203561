"""The configuration is edited while the daemon runs: `dondoc apply` and SIGHUP."""
import os
import pty
import signal
import subprocess
import unittest

import world
from world import obligation

DUTY = "dang-ky-thi-dua"
UNIT = "bv-da-khoa-tinh"
DUE = 'due         = { before = 2017-01-30, written = "trước 30/01/2017" }'
LATER = 'due         = { before = 2017-02-10, written = "trước 10/02/2017" }'
FAULTY = "due         = { before = 2017-13-30 }"


# The plan of most tests: one duty of the real one, so that looking ahead takes a moment only.
SMALL = f'''
id           = "lao-cai-2017"
title        = "Công tác thi đua, khen thưởng năm 2017"
issuer       = "so-y-te-lao-cai"
coordinator  = "phong-tccb"
participants = ["nhom:truc-thuoc"]
period       = {{ from = 2017-01-01, to = 2017-12-31 }}
ladder       = "tieu-chuan"

[[phase]]
id   = "dang-ky"
kind = "registration"

[[phase.duty]]
id          = "{DUTY}"
deliverable = "Bản đăng ký thi đua năm 2017"
from        = "each-participant"
to          = "so-y-te-lao-cai"
{DUE}
quote       = "Các đơn vị đăng ký thi đua năm 2017 với Sở Y tế, thời gian trước 30/01/2017."
'''

class SmallWorld(world.World):
    def setUp(self):
        super().setUp()
        self.campaign.write_text(SMALL, encoding="utf-8")
        self.edit(self.config, "lao-cai-2017*.toml", "lao-cai-2017.toml")


class Apply(SmallWorld):
    """Nobody submits anything. The daemon has run to 19 January and stands there."""

    def setUp(self):
        super().setUp()
        self.daemon = self.until("2017-01-19", events=None)
        self.before = self.letters()

    def due_day(self):
        return self.daemon.get(f"/api/v1/obligations/{obligation(DUTY, UNIT)}")[
            "deadline"]["last_permitted"]

    def test_shows_and_changes_nothing_without_yes_and_without_a_terminal(self):
        self.edit(self.campaign, DUE, LATER)
        done = self.cli("apply", status=1)
        self.assertIn("dời hạn 29/01/2017 → 09/02/2017  (18 đơn vị)", done.stdout)
        self.assertIn("thêm --yes", done.stderr)
        self.assertEqual(self.due_day(), "2017-01-29")
        self.assertEqual(self.letters(), self.before)

    def test_asks_on_a_terminal_and_takes_only_a_yes(self):
        self.edit(self.campaign, DUE, LATER)
        for answer, status, day in (("n", 1, "2017-01-29"), ("", 1, "2017-01-29"),
                                    ("y", 0, "2017-02-09")):
            ours, theirs = pty.openpty()
            os.write(ours, answer.encode() + b"\n")
            done = subprocess.run([world.DONDOC, *self.words("apply")], stdin=theirs,
                                  capture_output=True, text=True, timeout=world.LIMIT)
            os.close(ours)
            os.close(theirs)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
            self.assertIn("[c/K]", done.stderr)
            self.assertEqual(self.due_day(), day, answer)

    def test_says_that_nothing_has_changed(self):
        done = self.cli("apply")
        self.assertIn("không có gì thay đổi", done.stdout)
        lines = self.cli_json("apply")
        self.assertEqual((len(lines), lines[0]["changed"]), (1, False))

    def test_takes_up_what_changed_for_every_reader_at_once(self):
        self.edit(self.campaign, DUE, LATER)
        organisation = self.folder / "etc/organisation.toml"
        self.edit(organisation, 'name       = "Bệnh viện Đa khoa tỉnh',
                  'name = "Bệnh viện tỉnh mới')
        self.cli("apply", "--yes", "--by", "chuyen-vien")
        view = self.daemon.get(f"/api/v1/obligations/{obligation(DUTY, UNIT)}")
        self.assertIn("Bệnh viện tỉnh mới", view["unit_name"])
        self.assertEqual(view["deadline"]["last_permitted"], "2017-02-09")
        self.assertIn("10/02/2017", view["deadline"]["words"])
        why = self.daemon.why(DUTY, UNIT)
        self.assertEqual(why["events"][-1]["by"], "chuyen-vien")
        self.assertIn("asked by chuyen-vien", self.daemon.err.wait_for("configuration read again"))

    def test_HUP_applies_and_logs_what_it_changes(self):
        self.edit(self.campaign, DUE, LATER)
        self.daemon.process.send_signal(signal.SIGHUP)
        self.assertIsNotNone(self.daemon.err.wait_for("in force, asked by SIGHUP"))
        self.assertIn("dời hạn 29/01/2017 → 09/02/2017  (18 đơn vị)", self.daemon.err.text())
        self.assertEqual(self.due_day(), "2017-02-09")

    def test_a_broken_edit_changes_nothing_and_every_fault_is_told_with_its_place(self):
        self.edit(self.campaign, DUE, FAULTY)
        self.edit(self.folder / "etc/ladders.toml", "at = -2", "att = -2")
        done = self.cli("apply", "--yes", status=1)
        for place in ("lao-cai-2017.toml:", "ladders.toml:"):
            self.assertRegex(done.stderr, place + r"\d+:\d+: error: ")
        [answer] = self.cli_json("apply", "--yes", status=1)
        self.assertEqual((answer["status"], answer["code"]), (422, "faulty_files"))
        self.assertEqual({fault["severity"] for fault in answer["faults"]}, {"error"})
        self.daemon.process.send_signal(signal.SIGHUP)
        self.assertIsNotNone(self.daemon.err.wait_for("goes on with what it had"))
        self.assertRegex(self.daemon.err.text(), r"lao-cai-2017.toml:\d+:\d+: error: ")
        self.assertEqual(self.due_day(), "2017-01-29")

    def test_files_that_changed_after_the_preview_are_refused(self):
        self.edit(self.campaign, DUE, LATER)
        _, _, preview = self.post(self.daemon, "configuration/preview", {})
        self.edit(self.campaign, "10/02/2017", "10/02/2017 (sửa)")
        body = {"fingerprint": preview["fingerprint"], "by": "tccb"}
        status, _, answer = self.post(self.daemon, "configuration/apply", body)
        self.assertEqual((status, answer["code"]), (409, "files_changed"))
        self.assertIn("xem trước lại", answer["detail"])
        self.assertEqual(self.due_day(), "2017-01-29")
        self.edit(self.campaign, "10/02/2017 (sửa)", "10/02/2017")
        status, _, answer = self.post(self.daemon, "configuration/apply", body)
        self.assertEqual((status, answer), (200, {"applied": True, "language": "vi"}))
        # The same preview speaks of a configuration that is not in force any more.
        status, _, answer = self.post(self.daemon, "configuration/apply", body)
        self.assertEqual(status, 409)

    def test_another_address_waits_for_the_next_start_and_the_spool_moves_at_once(self):
        self.edit(self.config, 'listen = "127.0.0.1:0"', 'listen = "127.0.0.1:1"')
        self.edit(self.config, 'directory = "spool"', 'directory = "khac"')
        self.edit(self.campaign, DUE, LATER)
        preview, _ = self.cli_json("apply", "--yes")
        settings = {one["key"]: one["at_next_start"] for one in preview["settings"]["items"]}
        self.assertEqual(settings, {"http.listen": True, "channel.mail": False})
        self.assertEqual(self.due_day(), "2017-02-09", "it still listens where it did")

    def test_needs_the_token(self):
        for path in ("preview", "apply"):
            status, _, _ = self.daemon.ask(f"/api/v1/configuration/{path}", "POST", {})
            self.assertEqual(status, 401)


class ByTheFiles(SmallWorld):
    """No word of the command line names the state directory: the main file does."""

    def setUp(self):
        super().setUp()
        self.name_state("/var/lib/dondoc", self.state)
        self.daemon = self.until("2017-01-19", events=None)

    def words(self, verb):
        return [*verb.split(), "--config", str(self.config)]

    def name_state(self, old, new):
        self.edit(self.config, f'state_directory = "{old}"', f'state_directory = "{new}"')

    def test_a_half_edited_plan_keeps_nobody_from_asking_and_acting(self):
        self.edit(self.campaign, DUE, FAULTY)
        self.edit(self.config, 'zone         = "Asia/Ho_Chi_Minh"', 'zone = "Asia/Nowhere"')
        self.cli("status")
        self.cli("pause", "--reason", "bão", "--by", "tccb")
        self.assertEqual(self.daemon.get("/api/v1/status")["paused"]["reason"], "bão")

    def test_another_state_directory_is_previewed_from_the_old_one(self):
        self.name_state(self.state, self.folder / "moved")
        lost = self.cli("apply", status=1)
        self.assertIn("if the key state_directory was edited, give --state-directory", lost.stderr)
        told = self.cli("apply", "--state-directory", str(self.state), status=1)
        self.assertIn("chỉ có hiệu lực khi khởi động lại", told.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
