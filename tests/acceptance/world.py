"""A world for one acceptance test: a copy of the samples in a folder of its own, and the real
binary run on it as a user would. Loopback only, ports chosen by the system, every wait bounded.

The virtual clock stands still at the end of its year and the daemon keeps serving, so a test that
wants to act on the 14th of June runs `until("2017-06-14")`, acts, and goes on with a later day.
"""
import email
import email.policy
import functools
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

DONDOC = os.environ["DONDOC"]
SOURCE = Path(os.environ["DONDOC_SOURCE_DIR"])
EVENTS = SOURCE / "config/samples/demo/lao-cai-2017.events.jsonl"

CAMPAIGN = "lao-cai-2017"
PARTS = [f"{CAMPAIGN}-{part}" for part in ("an-ninh", "dien-hinh", "huy-hieu", "quoc-phong")]
LIMIT = 400  # seconds until a wait gives up; far more than a slow machine needs

# What may be late without being wrong. Independent of the product's calendar: Saturdays, Sundays
# and the days off that the government announced for 2017.
DAYS_OFF_2017 = {
    "2017-01-02", "2017-01-26", "2017-01-27", "2017-01-30", "2017-01-31", "2017-02-01",
    "2017-04-06", "2017-05-01", "2017-05-02", "2017-09-04",
}


def obligation(duty, unit, occurrence="1"):
    return f"{CAMPAIGN}.{duty}.{occurrence}.{unit}"


def output_of(words):
    return subprocess.run([DONDOC, *words], stdout=subprocess.PIPE, text=True, encoding="utf-8",
                          timeout=LIMIT, check=True).stdout


@functools.cache
def sample_year():
    """What `simulate` prints of the Lào Cai year, run once for all tests of a file."""
    return output_of(["simulate", "--config", str(SOURCE / "config/samples/lao-cai-2017.toml"),
                      "--from", "2017-01-01", "--to", "2018-01-01", "--events", str(EVENTS),
                      "--json"])


def year_lines():
    return [json.loads(line) for line in sample_year().splitlines()]


def wait_until(true, what, limit=LIMIT):
    """Asks again and again, a breath apart, until `true()` is; its value is returned."""
    breath = threading.Event()
    end = time.monotonic() + limit
    while True:
        value = true()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {limit} s in vain until {what}")
        breath.wait(0.02)


class Lines:
    """What a process writes, line by line, gathered while it runs."""

    def __init__(self, stream):
        self.all = []
        self.ended = False
        self.news = threading.Condition()
        self.thread = threading.Thread(target=self.gather, args=(stream,), daemon=True)
        self.thread.start()

    def gather(self, stream):
        with stream:
            for line in stream:
                with self.news:
                    self.all.append(line.rstrip("\n"))
                    self.news.notify_all()
        with self.news:
            self.ended = True
            self.news.notify_all()

    def find(self, part):
        return next((line for line in self.all if part in line), None)

    def wait_for(self, part):
        with self.news:
            self.news.wait_for(lambda: self.find(part) or self.ended, LIMIT)
            return self.find(part)

    def text(self):
        return "\n".join(self.all)


class Daemon:
    """`dondoc serve` as a process. `url` is empty when it would not start."""

    def __init__(self, words, env=None):
        self.process = subprocess.Popen(
            [DONDOC, *words], env={**os.environ, **(env or {})}, text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.out = Lines(self.process.stdout)
        self.err = Lines(self.process.stderr)
        serves = self.err.wait_for(" serves ")
        self.url = serves.split()[-1] if serves else ""

    def ended(self):
        """Waits for its end; the exit status."""
        status = self.process.wait(LIMIT)
        self.out.thread.join(LIMIT)
        self.err.thread.join(LIMIT)
        return status

    def year_over(self):
        if self.out.wait_for("store: ") is None:
            raise AssertionError("the year did not end: " + self.err.text())
        return self

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def kill(self):
        self.process.kill()
        return self.ended()

    # ---- its API

    def ask(self, path, method="GET", body=None, token=None, headers=None):
        """Status, headers and body; a JSON body is read."""
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(self.url + path, data, headers or {}, method=method)
        if data is not None and "Content-Type" not in (headers or {}):
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", "Bearer " + token)
        try:
            with urllib.request.urlopen(request, timeout=LIMIT) as answer:
                return answer.status, answer.headers, read_body(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.status, answer.headers, read_body(answer)

    def get(self, path):
        status, _, body = self.ask(path)
        if status != 200:
            raise AssertionError(f"GET {path}: {status} {body}")
        return body

    def items(self, path):
        """All items of a list, page after page."""
        items, cursor = [], ""
        joint = "&" if "?" in path else "?"
        while cursor is not None:
            more = f"{joint}cursor={urllib.request.quote(cursor)}" if cursor else ""
            page = self.get(path + more)
            items += page["items"]
            cursor = page["next_cursor"]
        return items

    def why(self, duty, unit):
        return self.get(f"/api/v1/obligations/{obligation(duty, unit)}/why")


def read_body(answer):
    raw = answer.read()
    return json.loads(raw) if "json" in answer.headers.get("Content-Type", "") else raw


class World(unittest.TestCase):
    """The base of the tests: each test has a copy of the samples and a state directory."""

    maxDiff = None

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="dondoc-acceptance-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        shutil.copytree(SOURCE / "config/samples", self.folder / "etc")
        self.config = self.folder / "etc/lao-cai-2017.toml"
        self.campaign = self.folder / "etc/campaigns/lao-cai-2017.toml"
        self.state = self.folder / "state"
        self.spool = self.state / "spool"
        self.edit(self.config, 'listen = "127.0.0.1:8480"', 'listen = "127.0.0.1:0"')

    def edit(self, file, old, new):
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text, f"nothing to edit in {file}")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def send_by_smtp(self, port, **keys):
        """Letters go to a mail server on this machine; `keys` are lines of its table."""
        self.send_by(**{"type": "smtp", "host": "127.0.0.1", "port": port, "tls": "none", **keys})

    def send_by(self, **keys):
        """Letters go by a channel; `keys` are lines of its table."""
        text = self.config.read_text(encoding="utf-8")
        lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        start = text.index("[channel.mail]")
        stop = text.index("from ", start)
        self.config.write_text(text[:start] + "[channel.mail]\n" + lines + text[stop:],
                               encoding="utf-8")

    def words(self, verb):
        return [*verb.split(), "--config", str(self.config), "--state-directory", str(self.state)]

    # ---- commands

    def run_dondoc(self, words, status=0):
        done = subprocess.run([DONDOC, *words], capture_output=True, text=True, encoding="utf-8",
                              timeout=LIMIT)
        self.assertEqual(done.returncode, status,
                         f"{' '.join(words)}\n{done.stdout}{done.stderr}")
        return done

    def cli(self, verb, *words, status=0):
        return self.run_dondoc([*self.words(verb), *words], status)

    def cli_json(self, verb, *words, status=0):
        """The objects that a command prints, one a line."""
        done = self.cli(verb, *words, "--json", status=status)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def foreseen(self, verb="simulate", first="2017-01-01", last="2018-01-01", events=EVENTS,
                 more=()):
        script = ["--events", str(events)] if events else []
        return self.cli_json(verb, "--from", first, "--to", last, *script, *more)

    # ---- the daemon

    def serve(self, first="2017-01-01", last="2018-01-01", events=EVENTS, pace=0, more=(),
              env=None, starts=True):
        words = [*self.words("serve"), "--virtual-from", first, "--virtual-to", last,
                 "--pace", str(pace), *more]
        if events:
            words += ["--events", str(events)]
        daemon = Daemon(words, env)
        self.addCleanup(self.end, daemon)
        if starts:
            self.assertTrue(daemon.url, daemon.err.text())
        return daemon

    @staticmethod
    def end(daemon):
        if daemon.process.poll() is None:
            daemon.kill()

    def until(self, last, first="2017-01-01", events=EVENTS):
        """A daemon whose clock has reached that midnight and stands there."""
        return self.serve(first, last, events).year_over()

    @classmethod
    def lived_until(cls, last, first="2017-01-01", events=None):
        """A state directory of a daemon that ran to that midnight and stopped; kept for the class,
        so that its tests need not live through the same days each."""
        past = World()
        past.setUp()
        cls.addClassCleanup(past.doCleanups)
        past.assertEqual(past.until(last, first, events).stop(), 0)
        return past.state

    def go_through(self, first="2017-01-01", last="2018-01-01", events=EVENTS):
        """Serves from one day to another, and ends well."""
        daemon = self.serve(first, last, events, more=["--exit"])
        self.assertEqual(daemon.ended(), 0, daemon.err.text())
        return daemon

    def token(self):
        return (self.state / "token").read_text().strip()

    def post(self, daemon, path, body, token=None):
        return daemon.ask("/api/v1/" + path, "POST", body, token or self.token())

    def letters(self):
        """The bytes of every letter in the spool, by file name without `.eml`."""
        return {file.stem: file.read_bytes() for file in sorted(self.spool.glob("*.eml"))}


def parse(raw):
    """A letter as Python's own parser reads it."""
    return email.message_from_bytes(raw, policy=email.policy.default)


def messages_of(lines):
    """Notices as the messages they travel in: id to (address, subject, at)."""
    return {line["message"]: (line["address"], line["subject"], line["at"]) for line in lines}
