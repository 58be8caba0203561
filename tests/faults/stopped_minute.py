"""SIGSTOP for a minute across a due moment, on the real clock: takes two minutes, so ctest does
not run it, and `./dev faults` does."""
import os
import signal
import sys
import unittest
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import today  # noqa: E402
from today import world  # noqa: E402
from smtp_sink import Sink  # noqa: E402

STOPPED = 60
UNIT = "bv-da-khoa-tinh"
CONTACT = "bv-da-khoa-tinh-tccb"
ADDRESS = "tccb@bv-da-khoa-tinh.example"


class StoppedMinute(today.Today):
    def test_a_daemon_stopped_for_a_minute_tells_once_when_it_goes_on(self):
        opens = today.soon(50)
        sink = Sink()
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        self.write_plan(opens, [UNIT])
        daemon = self.serve_now()
        today.wait_for(opens - timedelta(seconds=STOPPED / 3))
        self.assertEqual(sink.mails, [])
        daemon.process.send_signal(signal.SIGSTOP)
        today.wait_for(opens + timedelta(seconds=STOPPED * 2 / 3))
        self.assertEqual(sink.mails, [])
        daemon.process.send_signal(signal.SIGCONT)
        told = f"/api/v1/messages?state=sent&person={CONTACT}"
        world.wait_until(lambda: daemon.items(told), "the letter is sent", 90)
        self.assertIsNone(daemon.get("/api/v1/status")["paused"], "a stop is no jump of the clock")
        self.assertEqual(daemon.stop(), 0)
        # On a Monday the officer gets the weekly digest besides.
        to_unit = [mail for mail in sink.mails if mail.recipient == ADDRESS]
        self.assertEqual(len(to_unit), 1)
        self.cli("audit verify")


if __name__ == "__main__":
    if "DONDOC" not in os.environ:
        sys.exit("run by ./dev faults")
    unittest.main(verbosity=2)
