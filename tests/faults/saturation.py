"""Reminders leave on time while the API is saturated: letters to many units fall due at one moment
of the real clock, once with nobody else there and once while wrk asks for lists, pages and
explanations as fast as it can. Prints how late MAIL FROM came after the planned moment. Timed, so
ctest does not run it, and `./dev saturate` does."""
import os
import re
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import today  # noqa: E402
from today import world  # noqa: E402
from smtp_sink import Sink  # noqa: E402

UNITS = 200
MORNINGS = 2  # of each kind, each a minute
LEAD = 8  # seconds at least from the writing of the plan to its moment
CLIENTS = 64
LATE_MAX = 15  # seconds, of 99 in 100 letters under load; plans speak of minutes

PATHS = """
local paths = {"/api/v1/obligations?status=any&limit=100", "/", "/api/v1/status", "/units/don-vi-7",
               "/api/v1/obligations/hom-nay.bao-cao.1.don-vi-9/why", "/campaigns/hom-nay",
               "/metrics", "/api/v1/messages?limit=50"}
local turn = 0
request = function()
    turn = turn % #paths + 1
    return wrk.format("GET", paths[turn])
end
"""


class PunctualSink(Sink):
    """Writes down when each letter began to leave."""

    def __init__(self):
        self.began = []
        super().__init__()

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.began.append(time.time())
        envelope.mail_from = address
        return "250 2.1.0 ok"


def people(count):
    return "".join(
        f'[[person]]\nid = "nguoi-{i}"\nname = "Người {i}"\n'
        f'address = "nguoi-{i}@don-vi.example"\n'
        f'[[unit]]\nid = "don-vi-{i}"\nname = "Đơn vị {i}"\nparent = "so-y-te-lao-cai"\n'
        f'contact = "nguoi-{i}"\n' for i in range(count))


def share(late, percent):
    return sorted(late)[min(len(late) * percent // 100, len(late) - 1)]


class Saturation(today.Today):
    def setUp(self):
        """Each morning has a world of its own."""

    def morning(self, loaded):
        super().setUp()
        sink = PunctualSink()
        opens = today.soon(LEAD)
        self.send_by_smtp(sink.port)
        self.write_plan(opens, [f"don-vi-{i}" for i in range(UNITS)], people(UNITS))
        daemon = self.serve_now()
        load = self.load(daemon) if loaded else None
        self.assertEqual(sink.began, [], "the daemon took too long to start")
        ours = lambda: sum(mail.recipient.startswith("nguoi-") for mail in sink.mails)  # noqa: E731
        world.wait_until(lambda: ours() >= UNITS, "all letters have left", 180)
        said = ""
        if load:
            self.assertIsNone(load.poll(), "the load ended before the letters had left")
            load.send_signal(2)  # wrk tells what it did
            said = load.communicate()[0]
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(ours(), UNITS)
        sink.stop()
        self.doCleanups()
        return [began - opens.timestamp() for began in sink.began], said

    def load(self, daemon):
        script = self.folder / "paths.lua"
        script.write_text(PATHS)
        return subprocess.Popen(["wrk", "-t", "2", "-c", str(CLIENTS), "-d", "300", "--timeout",
                                 "30", "-s", str(script), daemon.url],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def test_reminders_leave_on_time_while_the_api_is_saturated(self):
        late = {False: [], True: []}
        rates, refused = [], []
        for _ in range(MORNINGS):
            for loaded in (False, True):
                seconds, said = self.morning(loaded)
                late[loaded] += seconds
                if loaded:
                    rates.append(float(re.search(r"Requests/sec: +([\d.]+)", said)[1]))
                    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
                    refused.append(int(wrong[1]) if wrong else 0)
        for loaded, name in ((False, "idle"), (True, "saturated")):
            print(f"{name:9}: {len(late[loaded])} letters, planned moment to MAIL FROM: "
                  f"p50 {share(late[loaded], 50) * 1000:.0f} ms, "
                  f"p99 {share(late[loaded], 99) * 1000:.0f} ms, "
                  f"first {min(late[loaded]) * 1000:.0f} ms", flush=True)
        print(f"{CLIENTS} clients, {', '.join(f'{rate:.0f}' for rate in rates)} answers a second, "
              f"{sum(refused)} of them an error", flush=True)
        self.assertGreaterEqual(min(late[False] + late[True]), 0)
        self.assertEqual(sum(refused), 0)
        self.assertLess(share(late[True], 99), LATE_MAX)


if __name__ == "__main__":
    if "DONDOC" not in os.environ:
        sys.exit("run by ./dev saturate")
    unittest.main(verbosity=2)
