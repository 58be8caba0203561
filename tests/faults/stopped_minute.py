"""SIGSTOP for a minute across a due moment, on the real clock: takes three minutes, so ctest does
not run it, and `./dev faults` does. The zone is chosen so that it is noon, and the sending window
opens within the minute for which the daemon is stopped."""
import os
import signal
import sys
import threading
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
import world  # noqa: E402
from smtp_sink import Sink  # noqa: E402

STOPPED = 60
UNIT = "bv-da-khoa-tinh"
CONTACT = "bv-da-khoa-tinh-tccb"
ADDRESS = "tccb@bv-da-khoa-tinh.example"


class StoppedMinute(world.World):
    def write_plan(self, opens, zone):
        today = opens.date()
        etc = self.folder / "etc"
        weekday = next(today + timedelta(days=n) for n in range(1, 8)
                       if (today + timedelta(days=n)).weekday() < 5)
        swapped = (f'{{ date = {weekday}, make_up = {today}, name = "hoán đổi" }}'
                   if today.weekday() >= 5 else "")
        (etc / "calendars/today.toml").write_text(
            f'id = "today"\ntitle = "Lịch"\n[[year]]\nyear = {today.year}\nconfirmed = true\n'
            f'source = "thử"\nholidays = []\ncompensatory = []\nswapped = [{swapped}]\n',
            encoding="utf-8")
        (etc / "campaigns/today.toml").write_text(
            f'id = "hom-nay"\ntitle = "Việc hôm nay"\nissuer = "so-y-te-lao-cai"\n'
            f'coordinator = "phong-tccb"\nparticipants = ["{UNIT}"]\n'
            f'period = {{ from = {today.year}-01-01, to = {today.year}-12-31 }}\n'
            f'ladder = "hom-nay"\n[[phase]]\nid = "mot"\nkind = "registration"\n'
            f'[[phase.duty]]\nid = "bao-cao"\ndeliverable = "Báo cáo"\nfrom = "each-participant"\n'
            f'to = "so-y-te-lao-cai"\ndue = {{ by = {today} }}\nquote = "Nộp trong hôm nay."\n',
            encoding="utf-8")
        (etc / "ladders.toml").write_text('[[ladder]]\nid = "hom-nay"\n'
                                          'rungs = [{ at = 0, to = "contact" }]\n')
        self.edit(self.config, '"Asia/Ho_Chi_Minh"', f'"{zone}"')
        self.edit(self.config, "07:30:00", f"{opens:%H:%M}:00")
        self.edit(self.config, "calendars/vietnam.toml", "calendars/today.toml")
        self.edit(self.config, "campaigns/lao-cai-2017*.toml", "campaigns/today.toml")

    def test_a_daemon_stopped_for_a_minute_tells_once_when_it_goes_on(self):
        now = datetime.now(timezone.utc)
        hours = 12 - now.hour
        zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
        opens = (now + timedelta(hours=hours, seconds=110)).replace(second=0, microsecond=0)
        sink = Sink()
        self.addCleanup(sink.stop)
        self.send_by_smtp(sink.port)
        self.write_plan(opens, zone)
        daemon = world.Daemon(self.words("serve"))
        self.addCleanup(self.end, daemon)
        self.assertTrue(daemon.url, daemon.err.text())

        def until(moment):
            left = moment - (datetime.now(timezone.utc) + timedelta(hours=hours))
            threading.Event().wait(max(0, left.total_seconds()))

        until(opens - timedelta(seconds=STOPPED / 3))
        self.assertEqual(sink.mails, [])
        daemon.process.send_signal(signal.SIGSTOP)
        until(opens + timedelta(seconds=STOPPED * 2 / 3))
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
