"""kill -9 at random moments: years of the daemon, each with its own state directory and its own
real SMTP server, killed again and again and gone on with. Run by `./dev faults`.

A kill strikes at a random moment of the start or of the year, between the server's acceptance of a
letter and our record of it, right after the reply, the moment a decision is acknowledged over HTTP,
or while one is being made. After each the store is looked at as the kill left it: what had been
acknowledged must be in it. When the year is over, `dondoc simulate` is given the same decisions and
says what should have been told; the server's copies are held against that.

The seed decides what is done and how long is waited; where a kill then strikes depends on the
machine, which is the point of it.
"""
import argparse
import collections
import json
import multiprocessing
import os
import random
import subprocess
import sys
import threading
import time
import traceback
import urllib.error
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
sys.path.insert(0, str(Path(__file__).parent))
import world  # noqa: E402
from lossy_sink import LossySink  # noqa: E402
from store_look import Look, check  # noqa: E402

FIRST = date(2017, 1, 1)
ANY_TIME, AT_THE_REPLY, AFTER_THE_REPLY = "any moment", "before the reply", "after the reply"
ACKNOWLEDGED, DECIDING = "decision acknowledged", "decision on its way"
KINDS = {ANY_TIME: 30, AT_THE_REPLY: 25, AFTER_THE_REPLY: 20, ACKNOWLEDGED: 17, DECIDING: 8}


class Year:
    def __init__(self, seed, kills, last, usual, tally):
        self.random = random.Random(seed)
        self.kills_left = kills
        self.kills = kills
        self.last = last
        self.usual = usual
        self.tally = tally
        self.decisions = []  # lines for `simulate`, acknowledged or found in the journal
        self.acknowledged = set()  # actors
        self.recorded = set()  # Message-IDs that the store said are sent, after the last kill
        self.at = FIRST
        self.world = world.World()
        self.world.setUp()
        self.sink = LossySink(seed)
        self.world.send_by_smtp(self.sink.port)
        self.process = None
        self.over = False
        self.output = self.world.folder / "output.log"
        self.errors = self.world.folder / "errors.log"

    def end(self, keep):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.sink.stop()
        if not keep:
            self.world.doCleanups()

    # ---- one life of the daemon, and its end

    def words(self, last):
        return [world.DONDOC, *self.world.words("serve"), "--virtual-from", str(FIRST),
                "--virtual-to", str(last), "--pace", "0", "--events", str(world.EVENTS)]

    def start(self, last):
        self.sink.begin_run()
        with open(self.errors, "ab") as errors, open(self.output, "wb") as output:
            self.process = subprocess.Popen(self.words(last), stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=errors)

    def year_over(self):
        return b"\nstore: " in self.output.read_bytes()

    def kill_at_any_time(self):
        seconds = self.random.uniform(0, 2.2 * self.usual.seconds / self.kills + 0.3)
        self.start(self.last)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        self.killed()

    def kill_by_the_server(self, after_reply):
        letters = self.random.randint(1, max(2, 2 * self.usual.letters // self.kills))
        self.start(self.last)
        self.sink.arm(letters, self.process.pid, after_reply)
        limit = time.monotonic() + world.LIMIT
        # The year may hold fewer letters than that; it then stands still at its end.
        while not self.sink.struck.wait(0.05) and not self.year_over():
            self.goes_on()
            check(time.monotonic() < limit, "the year does not go on")
        self.killed()

    def goes_on(self):
        """Unless the server has ended it, which may be at this very moment."""
        check(self.process.poll() is None or self.sink.struck.is_set(),
              "ended by itself: " + self.last_words())

    def killed(self):
        """Ends the process, unless the server has; then what it left."""
        self.goes_on()
        self.process.kill()
        check(self.process.wait(60) == -9, "ended otherwise")
        self.over = self.year_over()
        self.kills_left -= 1
        self.tally["kills"] += 1
        self.look()

    def look(self):
        look = Look(self.world.state)
        lost = self.acknowledged - look.actors
        self.tally["acknowledged, gone after a kill"] += len(lost)
        check(not lost, f"acknowledged, and gone after the kill: {lost}")
        gone = self.recorded - look.recorded
        check(not gone, f"recorded as sent before, and no more: {gone}")
        self.recorded = self.sink.recorded = look.recorded
        delivered = {copy.name for copy in self.sink.copies}
        check(look.recorded <= delivered, "recorded as sent, and never handed over")
        self.at = max(self.at, look.position or FIRST)
        return look

    def last_words(self):
        return self.errors.read_text(encoding="utf-8")[-2000:]

    # ---- decisions

    def serving(self, day):
        """The daemon, its clock standing at that midnight."""
        self.sink.begin_run()
        daemon = world.Daemon(self.words(day)[1:])
        self.process = daemon.process
        check(daemon.url, "does not start: " + daemon.err.text())
        daemon.year_over()
        return daemon

    def decide_and_kill(self, acknowledged):
        day = min(self.at + timedelta(days=self.random.randint(1, 12)), self.last)
        daemon = self.serving(day)
        number = len(self.decisions) + self.tally["refused"] + 1
        line = self.decision(daemon, day, f"người-{self.kills_left}-{number}")
        path, body = line.pop("path"), line.pop("body")
        token = self.world.token()
        answers = []

        def ask():
            try:
                answers.append(daemon.ask(path, "POST", body, token)[0])
            except (urllib.error.URLError, OSError):
                pass  # killed before it could answer

        if acknowledged:
            ask()
        else:
            asking = threading.Thread(target=ask)
            asking.start()
            asking.join(self.random.uniform(0, 0.02))
        self.process.kill()
        if not acknowledged:
            asking.join()
        if answers == [200]:
            self.acknowledged.add(body["by"])
            self.tally["acknowledged"] += 1
        elif answers:
            self.tally["refused"] += 1
        self.sink.struck.set()
        daemon.ended()
        self.kills_left -= 1
        self.tally["kills"] += 1
        if body["by"] in self.look().actors:
            check(answers in ([], [200]), f"refused, and recorded all the same: {answers} {body}")
            self.decisions.append(line)

    def decision(self, daemon, day, by):
        page = daemon.get("/api/v1/obligations?status=owed&limit=200")
        chosen = self.random.choice([one for one in page["items"]])
        due = chosen["deadline"].get("last_permitted") if chosen["deadline"] else None
        later = str(max(date.fromisoformat(due) if due else day, day) + timedelta(days=21))
        verb, more = self.random.choice([
            ("submit", {"reason": "nộp trực tiếp"}),
            ("waive", {"reason": "không thuộc diện", "approver": "Giám đốc Sở"}),
            ("extend", {"reason": "chuyển trụ sở", "approver": "Giám đốc Sở", "due": later}),
            ("request", {"reason": "bão lũ", "to": later}),
        ])
        body = {"by": by, **more}
        return {"at": f"{day}T00:00:00+07:00", "do": verb, "obligation": chosen["id"], **body,
                "path": f"/api/v1/obligations/{chosen['id']}/{verb}", "body": body}

    # ---- the year

    def live(self):
        while self.kills_left > 0 and not self.over:
            kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
            before = self.tally["kills"]
            if kind == ANY_TIME:
                self.kill_at_any_time()
            elif kind == AT_THE_REPLY:
                self.kill_by_the_server(None)
            elif kind == AFTER_THE_REPLY:
                self.kill_by_the_server(self.random.uniform(0, 0.004))
            else:
                self.decide_and_kill(kind == ACKNOWLEDGED)
            self.tally[kind] += self.tally["kills"] - before
        self.finish()

    def finish(self):
        self.sink.begin_run()
        done = subprocess.run([*self.words(self.last), "--exit"], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=world.LIMIT)
        check(done.returncode == 0, "the year does not end: " + done.stderr)
        self.compare(self.look())
        store = str(self.world.state / "dondoc.db")
        audit = subprocess.run([world.DONDOC, "audit", "verify", "--store", store],
                               capture_output=True, text=True, timeout=world.LIMIT)
        check(audit.returncode == 0, "audit verify: " + audit.stdout + audit.stderr)
        self.tally["years"] += 1

    def foreseen(self):
        """What an undisturbed year with the same decisions tells."""
        script = self.world.folder / "decisions.jsonl"
        lines = world.EVENTS.read_text(encoding="utf-8").splitlines()
        lines += [json.dumps(one, ensure_ascii=False) for one in self.decisions]
        script.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run([world.DONDOC, "simulate", "--config", str(self.world.config),
                               "--from", str(FIRST), "--to", str(self.last), "--events",
                               str(script), "--json"], capture_output=True, text=True,
                              timeout=world.LIMIT)
        check(done.returncode in (0, 1), "simulate: " + done.stderr)
        refused = [line for line in done.stderr.splitlines() if "người-" in line]
        check(not refused, f"simulate refuses what the daemon took: {refused}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def compare(self, look):
        lines = self.foreseen()
        letters = {line["message"] for line in lines}
        keys = {line["key"] for line in lines}
        copies = collections.defaultdict(list)
        for copy in self.sink.copies:
            copies[copy.name].append(copy)
        tally = self.tally
        tally["letters"] += len(letters)
        tally["notices"] += len(keys)
        tally["notices lost"] += len(keys - look.told)
        tally["notices too many"] += len(look.told - keys)
        tally["letters lost"] += len(letters - set(copies))
        tally["letters too many"] += len(set(copies) - letters)
        tally["lost replies"] += self.sink.lost_replies
        tally["refusals"] += self.sink.refused
        for name, each in copies.items():
            tally["repeats"] += len(each) - 1
            tally["repeats with other bytes"] += len({one.content for one in each}) > 1
            for one, next_one in zip(each, each[1:]):
                tally["repeated though recorded"] += next_one.recorded
                # Told that it was taken, and asked again in the same life: nothing excuses that.
                tally["repeated without cause"] += one.replied and one.run == next_one.run
        wrong = {name: tally[name] for name in WRONGS if tally[name]}
        check(not wrong, f"{wrong} lost: {sorted(keys - look.told)[:5]} {letters - set(copies)}; "
                         f"too many: {sorted(look.told - keys)[:5]} {set(copies) - letters}")


WRONGS = ("notices lost", "notices too many", "letters lost", "letters too many",
          "repeated without cause", "repeated though recorded", "repeats with other bytes")


def work(number, given, results):
    tally = collections.Counter()
    try:
        for round_ in range(1, 10_000):
            left = given.kills // given.workers + (number < given.kills % given.workers)
            left -= tally["kills"]
            if left <= 0:
                break
            seed = given.seed * 1_000_000 + number * 1000 + round_
            year = Year(seed, min(left, given.kills_a_year), given.to, given.usual, tally)
            broken = True
            try:
                year.live()
                broken = False
            except BaseException:
                print(f"year of seed {seed}, kept in {year.world.folder}:\n"
                      f"{traceback.format_exc()}", flush=True)
                raise
            finally:
                year.end(broken)
            print(f"worker {number}: {tally['kills']} kills, {tally['years']} years", flush=True)
        results.put((number, dict(tally), True))
    except BaseException:
        results.put((number, dict(tally), False))


def table(tally):
    rows = [("kills survived", tally["kills"])]
    rows += [(f"  at {kind}" if kind == ANY_TIME else f"  {kind}", tally[kind]) for kind in KINDS]
    rows += [(name, tally[name]) for name in ("years", "letters", "notices", "acknowledged",
                                              "acknowledged, gone after a kill")]
    rows += [("replies lost after DATA", tally["lost replies"]),
             ("refused for a time (451)", tally["refusals"]),
             ("repeats, same Message-ID and bytes",
              tally["repeats"] - tally["repeats with other bytes"])]
    rows += [(name, tally[name]) for name in WRONGS]
    return "\n".join(f"{name:<40}{figure:>8}" for name, figure in rows)


Undisturbed = collections.namedtuple("Undisturbed", "seconds letters")


def undisturbed(last):
    """What this machine makes of the year, so that kills spread over it."""
    one = world.World()
    one.setUp()
    began = time.monotonic()
    sink = LossySink(0, 0, 0, 0)
    try:
        one.send_by_smtp(sink.port)
        one.go_through(last=str(last))
    finally:
        sink.stop()
        one.doCleanups()
    return Undisturbed(time.monotonic() - began, len(sink.copies))


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--kills", type=int, default=1000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--workers", type=int, default=os.cpu_count())
    words.add_argument("--kills-a-year", type=int, default=25)
    words.add_argument("--to", type=date.fromisoformat, default=date(2018, 1, 1),
                       help="the day the year ends on, not included")
    given = words.parse_args()
    given.workers = min(given.workers, given.kills)
    given.usual = undisturbed(given.to)
    print(f"seed {given.seed}, {given.workers} workers; an undisturbed year takes "
          f"{given.usual.seconds:.1f} s", flush=True)
    results = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(number, given, results))
               for number in range(given.workers)]
    for one in workers:
        one.start()
    tally, well = collections.Counter(), True
    for _ in workers:
        _, its, ended_well = results.get()
        tally.update(its)
        well = well and ended_well
    for one in workers:
        one.join()
    print(table(tally))
    return 0 if well and tally["kills"] >= given.kills else 1


if __name__ == "__main__":
    sys.exit(main())
