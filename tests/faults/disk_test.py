"""A disk that fills up in the middle of the year, and is emptied."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
sys.path.insert(0, str(Path(__file__).parent))
import rooms  # noqa: E402
import world  # noqa: E402
from smtp_sink import Sink  # noqa: E402

LAST = "2017-04-01"
PACE = 20  # seconds for the quarter, unless the disk is full


class Disk(world.World):
    def test_says_that_it_is_full_keeps_what_it_acknowledged_and_goes_on_by_itself(self):
        for kind in rooms.kinds():
            with self.subTest(kind.__name__):
                print(f"full disk: {kind.__name__}", file=sys.stderr)
                self.setUp()
                self.live_through(kind)

    def live_through(self, kind):
        room = kind(self.state, 24)
        self.addCleanup(room.take_down)
        sink = Sink()
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        daemon = self.serve(last=LAST, pace=PACE)
        pid = daemon.process.pid
        world.wait_until(lambda: sink.mails, "a letter has left")
        room.fill(pid)
        self.assertIn(room.words, self.acts(daemon, "pause", 500))
        ready = world.wait_until(lambda: self.unready(daemon), "it says that it is not ready")
        self.assertIn("nothing can be stored", ready)
        self.assertIn(room.words, ready)
        status = daemon.get("/api/v1/status")
        self.assertIn("Không lưu được gì từ", status["standstill"]["words"])
        self.assertIn("Không lưu được gì từ", self.cli("status").stdout)
        self.assertIsNone(status["paused"])
        for _ in range(20):
            self.acts(daemon, "pause", 500)
        self.assertIsNone(daemon.get("/api/v1/status")["paused"], "told no, and done all the same")
        self.assertIn(room.words, world.wait_until(lambda: daemon.err.find("tried again every"),
                                                   "the log says so"))

        room.empty(pid)
        world.wait_until(lambda: daemon.ask("/readyz")[0] == 200, "it is ready again")
        self.assertTrue(daemon.err.wait_for("the store answers again"))
        self.acts(daemon, "pause", 200)
        self.acts(daemon, "resume", 200)
        daemon.year_over()
        self.assertIsNone(daemon.err.find("set aside"))
        self.assertEqual(daemon.stop(), 0)
        self.every_letter_came_once(sink)
        self.cli("audit verify")

    def acts(self, daemon, verb, status):
        got, _, body = self.post(daemon, f"sending/{verb}", {"by": "thu", "reason": "thử đĩa"})
        self.assertEqual(got, status, body)
        return body.get("detail", "")

    @staticmethod
    def unready(daemon):
        status, _, body = daemon.ask("/readyz")
        return body["detail"] if status == 503 else None

    def every_letter_came_once(self, sink):
        lines = [line for line in world.year_lines() if line["at"] < LAST]
        came = [world.parse(mail.content)["Message-ID"].strip("<>") for mail in sink.mails]
        self.assertEqual(sorted(came), sorted(world.messages_of(lines)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
