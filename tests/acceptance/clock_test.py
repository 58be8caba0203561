"""The daemon on a real clock that somebody sets: while it runs, and while it is down."""
import calendar
import os
import time
import unittest

import world


def seconds(moment):
    """Of a moment in Việt Nam."""
    return calendar.timegm(time.strptime(moment, "%Y-%m-%d %H:%M:%S")) - 7 * 3600


class SetClock(world.World):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "shift"
        self.says("2017-01-17 09:00:00")

    def shift_by(self, more):
        self.off += more
        # In one step: the daemon must never see half of a number.
        new = self.file.with_suffix(".new")
        new.write_text(str(self.off))
        new.replace(self.file)

    def says(self, moment):
        """From now on the clock goes on from there."""
        self.off = 0
        self.shift_by(seconds(moment) - int(time.time()))

    def serve_now(self):
        daemon = world.Daemon(self.words("serve"), {
            "LD_PRELOAD": os.environ["DONDOC_SHIFTED_CLOCK"], "SHIFTED_CLOCK": str(self.file),
            "ASAN_OPTIONS": "verify_asan_link_order=0"})
        self.addCleanup(self.end, daemon)
        self.assertTrue(daemon.url, daemon.err.text())
        return daemon

    def look(self, daemon):
        """The status after the loop has looked at its clock."""
        self.post(daemon, "sending/resume", {"by": "thu", "reason": "xem đồng hồ"})
        return daemon.get("/api/v1/status")

    def test_a_jump_stops_the_sending_until_the_clock_is_back(self):
        daemon = self.serve_now()
        self.assertIsNone(self.look(daemon)["clock"])
        self.assertEqual(daemon.ask("/readyz")[0], 200)
        self.shift_by(10 * 365 * 86400)
        world.wait_until(lambda: self.look(daemon)["clock"], "the jump is noticed")
        status = daemon.get("/api/v1/status")
        self.assertTrue(status["now"].startswith("2017-01-17T09:0"), status["now"])
        self.assertTrue(status["clock"]["says"].startswith("2027-01-15T09:0"), status["clock"])
        self.assertEqual(daemon.ask("/readyz")[0], 503)
        self.assertIn("clock", daemon.err.wait_for("the clock says 2027-01-15"))
        self.assertIn("dondoc clock confirm", self.cli("status").stdout)
        self.assertIn("dondoc clock confirm", daemon.ask("/")[2].decode())
        self.cli("submit", world.obligation("dang-ky-thi-dua", "ttyt-sa-pa"),
                 "--reason", "báo qua điện thoại")
        self.shift_by(-10 * 365 * 86400)
        world.wait_until(lambda: self.look(daemon)["clock"] is None, "the clock is believed again")
        self.assertEqual(daemon.ask("/readyz")[0], 200)
        self.assertEqual(daemon.stop(), 0)
        self.cli("audit verify")

    def test_a_start_before_what_was_recorded_waits_for_a_person(self):
        self.says("2017-02-17 09:00:00")
        self.assertEqual(self.serve_now().stop(), 0)
        self.says("2017-01-17 09:00:00")
        daemon = self.serve_now()
        self.assertTrue(daemon.get("/api/v1/status")["clock"])
        self.assertEqual(daemon.ask("/readyz")[0], 503)
        self.assertIn("lý do", self.cli("clock confirm", status=1).stderr)
        self.cli("clock confirm", "--reason", "máy chủ cũ chạy nhanh một tháng")
        status = daemon.get("/api/v1/status")
        self.assertIsNone(status["clock"])
        self.assertTrue(status["now"].startswith("2017-01-17T09:0"), status["now"])
        self.assertEqual(daemon.ask("/readyz")[0], 200)
        self.assertIn("không bị nghi ngờ",
                      self.cli("clock confirm", "--reason", "x", status=1).stderr)
        self.assertEqual(daemon.stop(), 0)
        self.assertIsNone(self.serve_now().get("/api/v1/status")["clock"])
        self.cli("audit verify")

    def test_a_later_start_is_a_downtime_and_many_letters_wait(self):
        self.edit(self.config, "catch_up_age = 5", "go_ahead_above = 3\ncatch_up_age = 5")
        self.assertEqual(self.serve_now().stop(), 0)
        self.says("2017-01-19 08:59:30")
        daemon = self.serve_now()
        self.assertIsNone(daemon.get("/api/v1/status")["clock"])
        # They are due at 09:05 at the latest; nobody wants to wait for that.
        world.wait_until(lambda: daemon.err.find("back after a downtime"), "it is noticed")
        self.shift_by(280)
        world.wait_until(lambda: daemon.get("/api/v1/status")["go_ahead"], "they are weighed")
        status = daemon.get("/api/v1/status")
        self.assertGreater(status["go_ahead"]["messages"], 10)
        self.assertIn("dondoc go-ahead", self.cli("status").stdout)
        self.assertIn("dondoc go-ahead", daemon.ask("/")[2].decode())
        asked = world.wait_until(self.letters, "the coordinator is asked")
        self.assertEqual(len(asked), 1)
        text = world.parse(next(iter(asked.values()))).get_body(("plain",)).get_content()
        self.assertIn("dondoc go-ahead --reason", text)
        waits = self.cli("why", world.obligation("dang-ky-thi-dua", "ttyt-sa-pa"), "--on",
                         "2017-01-19").stdout
        self.assertIn("chờ cho phép gửi", waits)
        self.cli("submit", world.obligation("dang-ky-thi-dua", "ttyt-sa-pa"),
                 "--reason", "báo qua điện thoại")
        self.assertIn("lý do", self.cli("go-ahead", status=1).stderr)
        self.cli("go-ahead", "--reason", "đã rà soát")
        world.wait_until(lambda: not daemon.items("/api/v1/messages?state=queued"), "all are out")
        self.assertGreater(len(self.letters()), 10)
        # All but those to the contact and, as a copy, the head of the unit that has reported.
        self.assertEqual(len(daemon.items("/api/v1/messages?state=suppressed")), 2)
        self.assertIsNone(daemon.get("/api/v1/status")["go_ahead"])
        self.assertEqual(daemon.stop(), 0)
        self.cli("audit verify")


if __name__ == "__main__":
    unittest.main()
