"""A mail server that dies and returns; a daemon that is stopped (SIGSTOP) across a due moment."""
import collections
import os
import signal
import sys
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
import world  # noqa: E402
from smtp_sink import Sink  # noqa: E402

# `./dev faults` stops it for a minute.
STOPPED = float(os.environ.get("DONDOC_STOPPED_SECONDS", "2"))


def names(mails):
    return [world.parse(mail.content)["Message-ID"].strip("<>") for mail in mails]


class Outage(world.World):
    def now(self, daemon):
        return daemon.get("/api/v1/status")["now"][:10]

    def foreseen_until(self, last):
        return set(world.messages_of([one for one in world.year_lines() if one["at"] < last]))

    def test_a_mail_server_that_dies_and_returns_gets_every_letter(self):
        last = "2017-01-27"
        sink = Sink()
        port = sink.port
        self.send_by_smtp(port)
        # Two seconds a day: a letter waits five working days for the server, and it is back sooner.
        daemon = self.serve("2017-01-01", last, pace=52)
        world.wait_until(lambda: self.now(daemon) >= "2017-01-10", "it is the 10th")
        sink.stop()
        first = sink.mails
        self.assertTrue(first)
        down = world.wait_until(lambda: daemon.get("/api/v1/status")["channels_down"],
                                "the daemon says that the server is away")
        self.assertIn("Kênh mail không nhận thư nào", down[0]["words"])
        retrying = daemon.items("/api/v1/messages?state=retrying")
        self.assertTrue(retrying)
        world.wait_until(lambda: self.now(daemon) >= "2017-01-12", "it is the 12th")
        sink = Sink(port)
        self.addCleanup(sink.stop)
        daemon.year_over()
        self.assertEqual(daemon.get("/api/v1/status")["channels_down"], [])
        self.assertEqual(daemon.items("/api/v1/messages?state=failed"), [])
        self.assertEqual(daemon.stop(), 0)
        all_mails = first + sink.mails
        self.assertEqual(set(names(all_mails)), self.foreseen_until(last))
        copies = collections.defaultdict(set)
        for mail in all_mails:
            copies[world.parse(mail.content)["Message-ID"]].add(mail.content)
        self.assertEqual({len(contents) for contents in copies.values()}, {1})
        # A reply may have been lost when the server died; nothing else comes twice.
        twice = [name for name, count in collections.Counter(names(all_mails)).items() if count > 1]
        self.assertLessEqual(len(twice), 1, twice)
        self.cli("audit verify")

    def test_a_daemon_stopped_across_a_due_moment_tells_it_once_when_it_goes_on(self):
        last = "2017-01-14"
        sink = Sink()
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        daemon = self.serve("2017-01-01", last, pace=6.5)  # half a second a day
        world.wait_until(lambda: self.now(daemon) >= "2017-01-09", "it is the 9th")
        daemon.process.send_signal(signal.SIGSTOP)
        threading.Event().wait(STOPPED)  # the 11th would have come
        daemon.process.send_signal(signal.SIGCONT)
        daemon.year_over()
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(sorted(names(sink.mails)), sorted(self.foreseen_until(last)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
