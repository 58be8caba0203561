"""slowhttptest with 500 connections: headers, bodies and answers that take for ever, while a month
of reminders leaves for a real mail server. Every letter arrives, once, and `/healthz` answers
within a second all the while. Timed, so ctest does not run it, and `./dev faults` does."""
import collections
import re
import subprocess
import sys
import threading
import time
import unittest
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
import world  # noqa: E402
from smtp_sink import Sink  # noqa: E402

FIRST, LAST = "2017-01-01", "2017-02-10"
SECONDS = 30  # that the days between take
STAND = 150  # connections that are held before letters count as having left under attack
HEALTH_MAX = 1.0
MEMORY_MAX = 512  # MiB, resident; the untaken answers are bounded by 64
STILL = ["-c", "500", "-r", "500", "-l", "60", "-i", "1"]
ATTACKS = {
    "slow headers": ["-H", *STILL, "-x", "16"],
    "slow body": ["-B", *STILL, "-s", "32768", "-x", "8"],
    "slow read": ["-X", "-c", "500", "-r", "100", "-l", "60", "-k", "9", "-w", "1", "-y", "64",
                  "-n", "1", "-z", "8"],
    "slow headers, 1500": ["-H", "-c", "1500", "-r", "1000", "-l", "60", "-i", "1", "-x", "16"],
}
TARGETS = {"slow body": "/login", "slow read": "/api/v1/messages?limit=500"}


def unheard():
    """How often since the machine started somebody found a queue of newcomers full."""
    names, values = Path("/proc/net/netstat").read_text().splitlines()[:2]
    return int(dict(zip(names.split(), values.split()))["ListenOverflows"])


class Attack:
    """One slowhttptest after the other: each ends when all its connections were hung up on."""

    def __init__(self, name, url):
        self.words = ["slowhttptest", *ATTACKS[name], "-u", url + TARGETS.get(name, "/")]
        self.over = threading.Event()
        self.process = None
        self.said = []
        self.thread = threading.Thread(target=self.go_on)
        self.thread.start()

    def go_on(self):
        while not self.over.is_set():
            self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE,
                                            stderr=subprocess.STDOUT, text=True)
            self.said.append(self.process.communicate()[0])

    def end(self):
        self.over.set()
        if self.process:
            self.process.terminate()
        self.thread.join()


class Health:
    """Asks ten times a second, each time over a new connection."""

    def __init__(self, daemon):
        self.daemon = daemon
        self.took = []
        self.faults = []
        self.connections = 0  # most that the daemon held at a time
        self.memory = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.ask)
        self.thread.start()

    def ask(self):
        while not self.over.wait(0.1):
            began = time.monotonic()
            try:
                with urllib.request.urlopen(self.daemon.url + "/healthz", timeout=10) as answer:
                    answer.read()
            except OSError as fault:
                self.faults.append(fault)
            self.took.append(time.monotonic() - began)
            self.look()

    def look(self):
        process = Path(f"/proc/{self.daemon.process.pid}")
        try:
            links = [str(one.readlink()) for one in (process / "fd").iterdir()]
            status = (process / "status").read_text()
        except OSError:  # closed between listing and looking
            return
        self.connections = max(self.connections,
                               sum(link.startswith("socket:") for link in links))
        self.memory = max(self.memory, int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024)

    def end(self):
        self.over.set()
        self.thread.join()


class SlowClients(world.World):
    def foreseen(self):
        lines = [one for one in world.year_lines() if one["at"] < LAST]
        return set(world.messages_of(lines))

    def suffer(self, name):
        sink = Sink()
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        overflows = unheard()
        daemon = self.serve(FIRST, LAST, pace=SECONDS)
        attack = Attack(name, daemon.url)
        self.addCleanup(attack.end)
        health = Health(daemon)
        self.addCleanup(health.end)
        world.wait_until(lambda: health.connections >= STAND, "the connections stand")
        before = len(sink.mails)
        daemon.year_over()
        attack.end()
        health.end()
        came = [world.parse(mail.content)["Message-ID"].strip("<>") for mail in sink.mails]
        print(f"\n{name}: {len(attack.said)} times, {health.connections} connections at most; "
              f"/healthz asked {len(health.took)} times, slowest {max(health.took) * 1000:.0f} ms, "
              f"median {sorted(health.took)[len(health.took) // 2] * 1000:.1f} ms; "
              f"{len(came)} letters, {len(came) - before} of them under attack; "
              f"{health.memory} MiB resident; {unheard() - overflows} not heard at once",
              flush=True)
        self.assertEqual(health.faults, [])
        self.assertLess(max(health.took), HEALTH_MAX)
        self.assertGreater(len(health.took), 50)
        self.assertLess(health.memory, MEMORY_MAX)
        self.assertGreater(len(came) - before, 20)
        self.assertEqual(set(came), self.foreseen())
        self.assertEqual(collections.Counter(collections.Counter(came).values()).keys(), {1})
        self.assertEqual(daemon.stop(), 0)
        self.cli("audit verify")

    def test_slow_headers_hinder_nobody(self):
        self.suffer("slow headers")

    def test_slow_bodies_hinder_nobody(self):
        self.suffer("slow body")

    def test_slow_readers_hinder_nobody(self):
        self.suffer("slow read")

    def test_more_connections_than_there_are_places_hinder_nobody(self):
        self.suffer("slow headers, 1500")


if __name__ == "__main__":
    unittest.main(verbosity=2)
