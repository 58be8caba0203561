"""How the daemon behaves towards who runs it: signals, and the service manager's socket."""
import os
import signal
import socket
import time
import unittest

import world
from smtp_sink import Sink

STOP_TIME_MAX = 5  # seconds, as promised


class ServiceManager:
    """The other end of NOTIFY_SOCKET: what sd_notify says, in its order."""

    def __init__(self, folder):
        self.path = str(folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.settimeout(world.LIMIT)

    def env(self, watchdog=None):
        env = {"NOTIFY_SOCKET": self.path}
        if watchdog:
            env["WATCHDOG_USEC"] = str(watchdog)
        return env

    def next(self):
        return self.socket.recv(4096).decode().split("\n")

    def rest(self):
        self.socket.setblocking(False)
        told = []
        try:
            while True:
                told.append(self.next())
        except BlockingIOError:
            return told


class Signals(world.World):
    def end_by(self, daemon, number):
        begun = time.monotonic()
        daemon.process.send_signal(number)
        status = daemon.ended()
        self.assertLess(time.monotonic() - begun, STOP_TIME_MAX)
        self.assertEqual(status, 0, daemon.err.text())
        self.assertIn("stopping", daemon.err.text())

    def test_TERM_and_INT_end_a_daemon_at_rest(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            daemon = self.until("2017-01-04", events=None)
            self.end_by(daemon, number)

    def test_TERM_ends_a_daemon_in_the_middle_of_its_year_and_the_next_goes_on(self):
        daemon = self.serve(last="2017-02-10")
        world.wait_until(lambda: len(self.letters()) > 20, "twenty letters have left")
        self.end_by(daemon, signal.SIGTERM)
        self.go_through(last="2017-02-10")
        foreseen = {line["message"] for line in world.year_lines() if line["at"] < "2017-02-10"}
        self.assertEqual(set(self.letters()), foreseen)

    def test_TERM_ends_a_daemon_whose_mail_server_hangs_and_its_letter_is_not_lost(self):
        sink = Sink(hang=True)
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        daemon = self.serve("2017-01-03", "2017-01-04", events=None)
        world.wait_until(lambda: sink.mails, "the server holds a letter and its answer")
        self.end_by(daemon, signal.SIGTERM)
        held = {mail.content for mail in sink.mails}
        sink.hang = False
        sink.mails.clear()
        self.go_through("2017-01-03", "2017-01-04", events=None)
        self.assertLessEqual(held, {mail.content for mail in sink.mails})

    def test_TERM_ends_a_daemon_whose_mail_server_takes_no_connection(self):
        with socket.socket() as deaf:
            # A full queue: connecting neither works nor fails.
            deaf.bind(("127.0.0.1", 0))
            deaf.listen(0)
            port = deaf.getsockname()[1]
            callers = [socket.socket() for _ in range(4)]
            for caller in callers:
                self.addCleanup(caller.close)
                caller.setblocking(False)
                caller.connect_ex(("127.0.0.1", port))
            self.send_by_smtp(port)
            daemon = self.serve("2017-01-03", "2017-01-04", events=None)
            world.wait_until(
                lambda: any(one["address"] for one in daemon.items("/api/v1/messages")),
                "a letter is written and handed over")
            self.end_by(daemon, signal.SIGTERM)

    def test_TERM_ends_a_daemon_that_a_slow_client_talks_to(self):
        daemon = self.until("2017-01-04", events=None)
        host, port = daemon.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as client:
            client.sendall(b"GET /api/v1/status HTTP/1.1\r\nHost: x\r\n")
            self.end_by(daemon, signal.SIGTERM)

    def test_HUP_does_not_end_it_and_is_answered_in_the_log(self):
        daemon = self.until("2017-01-04", events=None)
        for _ in range(2):
            daemon.process.send_signal(signal.SIGHUP)
            self.assertIsNotNone(daemon.err.wait_for("SIGHUP"))
        self.assertEqual(daemon.get("/healthz") and daemon.process.poll(), None)
        self.end_by(daemon, signal.SIGTERM)

    def test_tells_the_service_manager_that_it_is_ready_alive_and_stopping_in_that_order(self):
        manager = ServiceManager(self.folder)
        self.addCleanup(manager.socket.close)
        daemon = self.serve(last="2017-01-04", events=None, env=manager.env(watchdog=200_000))
        ready = manager.next()
        self.assertIn("READY=1", ready)
        self.assertTrue(any(line.startswith("STATUS=") and daemon.url in line for line in ready))
        self.assertEqual(daemon.get("/readyz") and [manager.next() for _ in range(3)],
                         [["WATCHDOG=1"]] * 3)
        self.end_by(daemon, signal.SIGTERM)
        told = manager.rest()
        self.assertIn(["STOPPING=1"], told)
        self.assertEqual([one for one in told if one != ["WATCHDOG=1"]], [["STOPPING=1"]])

    def test_tells_the_service_manager_of_a_reload_and_of_its_end(self):
        manager = ServiceManager(self.folder)
        self.addCleanup(manager.socket.close)
        daemon = self.serve(last="2017-01-04", events=None, env=manager.env()).year_over()
        self.assertIn("READY=1", manager.next())
        daemon.process.send_signal(signal.SIGHUP)
        reloading, ready = manager.next(), manager.next()
        self.assertEqual(reloading[0], "RELOADING=1")
        self.assertRegex(reloading[1], r"^MONOTONIC_USEC=\d+$")
        self.assertIn("READY=1", ready)
        self.edit(self.config, "zone ", "zne ")
        daemon.process.send_signal(signal.SIGHUP)
        self.assertEqual(manager.next()[0], "RELOADING=1")
        ready = manager.next()
        self.assertEqual(ready[0], "READY=1")
        self.assertIn("refused", ready[1])

    def test_a_watchdog_of_another_process_is_not_fed(self):
        manager = ServiceManager(self.folder)
        self.addCleanup(manager.socket.close)
        env = {**manager.env(watchdog=50_000), "WATCHDOG_PID": str(os.getpid())}
        daemon = self.serve(last="2017-01-04", events=None, env=env).year_over()
        self.end_by(daemon, signal.SIGTERM)
        self.assertNotIn(["WATCHDOG=1"], manager.rest())

    def test_says_nothing_to_the_service_manager_when_it_cannot_start(self):
        manager = ServiceManager(self.folder)
        self.addCleanup(manager.socket.close)
        self.edit(self.config, "zone ", "zne ")
        daemon = self.serve(env=manager.env(), starts=False)
        self.assertEqual(daemon.ended(), 1)
        self.assertEqual(manager.rest(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
