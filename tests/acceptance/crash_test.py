"""kill -9 in the middle of the year: the same command goes on where it stopped."""
import random
import subprocess
import sys
import unittest

import world
from smtp_sink import Sink

KILLS = 4  # in one year
IN_HAND_MAX = 64  # messages that may be on their way at once


def moments(seed, of):
    """How many letters have left when the daemon is killed, each time."""
    return sorted(random.Random(seed).sample(range(1, of - 20), KILLS))


class Crash(world.World):
    @staticmethod
    def foreseen_until(last):
        return world.messages_of([line for line in world.year_lines() if line["at"] < last])

    def settled_files(self):
        """Letters that were in the spool for long: their files, which nobody writes again."""
        files = [(one.stat(), one.name) for one in self.spool.glob("*.eml")]
        files.sort(key=lambda file: file[0].st_mtime_ns)
        return {name: stat.st_ino for stat, name in files[:-IN_HAND_MAX]}

    def live_through(self, last, seed, count):
        """A year, or the front of it, with kills; after each, what had been sent by then. `count`
        tells how much."""
        before = []
        settled = {}
        for moment in moments(seed, len(self.foreseen_until(last))):
            daemon = self.serve(last=last)
            world.wait_until(lambda: count() >= moment or daemon.process.poll() is not None,
                             f"{moment} letters have left")
            daemon.kill()
            before.append(self.letters())
            settled |= self.settled_files()
        self.go_through(last=last)
        for name, number in settled.items():
            self.assertEqual((self.spool / name).stat().st_ino, number, f"{name} was sent again")
        return before

    def verify_store(self):
        """The journal by an independent reader and by the product's own audit, which also holds
        every table against it."""
        store = str(self.state / "dondoc.db")
        verifier = world.SOURCE / "tests/daemon/store/verify_chain.py"
        done = subprocess.run([sys.executable, str(verifier), store], capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.cli("audit verify")

    def test_loses_nothing_and_sends_nothing_twice_whenever_it_is_killed(self):
        years = []
        for seed, last in ((1, "2018-01-01"), (2, "2017-03-01")):
            with self.subTest(seed=seed):
                self.setUp()
                before = self.live_through(last, seed,
                                           lambda: len(list(self.spool.glob("*.eml"))))
                after = self.letters()
                self.assertEqual(set(after), set(self.foreseen_until(last)))
                for then in before:
                    self.assertEqual(then, {name: after[name] for name in then})
                self.assertEqual([one for one in self.spool.iterdir() if one.suffix != ".eml"], [])
                self.verify_store()
                years.append(after)
        whole, front = years
        self.assertEqual({name: whole[name] for name in front}, front,
                         "a year that was killed elsewhere writes the same")

    def test_repeats_to_a_mail_server_only_what_it_could_not_know_of_and_that_to_the_byte(self):
        sink = Sink()
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        last = "2017-03-01"
        self.live_through(last, 3, lambda: len(sink.mails))
        copies = {}
        for mail in sink.mails:
            name = world.parse(mail.content)["Message-ID"].strip("<>")
            copies.setdefault(name, []).append(mail.content)
        self.assertEqual(set(copies), set(self.foreseen_until(last)))
        for name, contents in copies.items():
            self.assertEqual(len(set(contents)), 1, f"{name} came with other bytes")
            self.assertLessEqual(len(contents), 1 + KILLS)
        self.verify_store()

    def test_remembers_after_a_kill_what_it_had_acknowledged(self):
        daemon = self.until("2017-01-12", events=None)
        name = world.obligation("dang-ky-thi-dua", "bv-da-khoa-tinh")
        status, _, _ = self.post(daemon, f"obligations/{name}/submit",
                                 {"by": "thu", "reason": "trực tiếp"})
        self.assertEqual(status, 200)
        status, _, _ = self.post(daemon, "sending/pause", {"by": "thu", "reason": "chờ"})
        self.assertEqual(status, 200)
        daemon.kill()
        daemon = self.until("2017-01-12", events=None)
        self.assertEqual(daemon.get(f"/api/v1/obligations/{name}")["state"], "submitted")
        self.assertEqual(daemon.get("/api/v1/status")["paused"], {"by": "thu", "reason": "chờ"})

    def test_goes_on_at_the_virtual_moment_where_it_was_killed(self):
        daemon = self.until("2017-01-12", events=None)
        daemon.kill()
        letters = self.letters()
        # An hour for the year: the clock has hardly moved when it is asked.
        daemon = self.serve("2017-01-01", "2018-01-01", events=None, pace=3600)
        self.assertGreaterEqual(daemon.get("/api/v1/status")["now"], "2017-01-11T07:30:00+07:00")
        self.assertEqual(daemon.stop(), 0)
        after = self.letters()
        self.assertEqual({name: after[name] for name in letters}, letters)


if __name__ == "__main__":
    unittest.main(verbosity=2)
