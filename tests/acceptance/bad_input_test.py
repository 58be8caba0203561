"""Bad input: each gets a clear error, and nothing is changed by it."""
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import unittest

import world
from smtp_sink import free_port
from world import obligation

OBLIGATION = obligation("dang-ky-thi-dua", "bv-da-khoa-tinh")


class BadConfiguration(world.World):
    def refused(self, *parts):
        """No command and no start with it; each says why; no state directory is made."""
        for verb, words in (("check", []), ("simulate", ["--from", "2017-01-01", "--to",
                                                         "2017-02-01"])):
            done = self.cli(verb, *words, status=1)
            for part in parts:
                self.assertIn(part, done.stdout + done.stderr)
        daemon = self.serve(starts=False)
        self.assertEqual(daemon.ended(), 1)
        for part in parts:
            self.assertIn(part, daemon.err.text())
        self.assertFalse(self.state.exists())

    def test_broken_toml_is_told_with_its_place(self):
        self.campaign.write_text('id = "lao-cai-2017\ntitle = 3\n')
        self.refused("campaigns/lao-cai-2017.toml:1:", "error:")

    def test_bytes_that_are_no_utf8_are_told_with_their_place(self):
        text = self.campaign.read_bytes()
        self.campaign.write_bytes(text.replace("Sở Y tế".encode(), b"S\xf4 Y t\xea", 1))
        self.refused("campaigns/lao-cai-2017.toml:1:", "UTF-8")

    def test_a_misspelt_key_is_told_with_the_nearest_known_one(self):
        self.edit(self.config, "organisation =", "organization =")
        self.refused("lao-cai-2017.toml:", "organization", "'organisation'")

    def test_a_configuration_that_is_not_there_is_told_by_its_name(self):
        self.config = self.folder / "etc/nothing.toml"
        self.refused("nothing.toml")

    def test_a_password_that_cannot_be_read_stops_the_start(self):
        self.send_by_smtp(free_port(), user="dondoc", password_file="no-such-file")
        daemon = self.serve(starts=False)
        self.assertEqual(daemon.ended(), 1)
        self.assertIn("no-such-file", daemon.err.text())


class BadCommandLine(world.World):
    def test_an_unknown_option_verb_or_value_is_a_usage_error(self):
        for words in (["serve", "--pce", "3"], ["sreve"], [], ["check", "--json=3=4", "x"],
                      ["simulate"], ["simulate", "--from", "2017-13-01", "--to", "2018-01-01"],
                      ["simulate", "--from", "2018-01-01", "--to", "2017-01-01"], ["why"],
                      ["extend"], ["request", OBLIGATION],
                      ["suspend", "lao-cai-2017"], ["workday"], ["phase", "shut", "a.b"],
                      ["phase", "hold", "dang-ky"], ["serve", "--exit"],
                      ["serve", "--virtual-from", "2017-01-01"],
                      ["serve", "--virtual-from", "2017-01-01", "--virtual-to", "2016-01-01"],
                      ["serve", "--virtual-from", "2017-01-01", "--virtual-to", "2018-01-01",
                       "--pace", "-1"]):
            with self.subTest(words=words):
                done = self.run_dondoc(words, 2)
                self.assertTrue(done.stderr.strip())
                self.assertEqual(done.stdout, "")

    def test_help_is_no_error(self):
        self.assertIn("simulate", self.run_dondoc(["--help"]).stdout)
        self.assertIn("--pace", self.run_dondoc(["serve", "--help"]).stdout)

    def test_an_unknown_campaign_is_refused(self):
        for verb in ("simulate", "forecast"):
            done = self.cli(verb, "--from", "2017-01-01", "--to", "2017-02-01", "--campaign",
                            "lao-cai-2018", status=1)
            self.assertIn("lao-cai-2018", done.stderr)
            self.assertEqual(done.stdout, "")

    def test_a_bad_event_script_is_told_line_by_line(self):
        script = self.folder / "bad.jsonl"
        script.write_text('{"at": "2017-01-10T09:00:00+07:00", "do": "submit"\n'
                          '{"at": "soon", "do": "submit", "obligation": "a.b.1.c"}\n'
                          '{"at": "2017-01-10T09:00:00+07:00", "do": "forget"}\n')
        done = self.cli("simulate", "--from", "2017-01-01", "--to", "2017-02-01", "--events",
                        str(script), status=1)
        self.assertEqual(done.stdout, "")
        for line in (1, 2, 3):
            self.assertIn(f"bad.jsonl:{line}:", done.stderr)
        daemon = self.serve(events=script, starts=False)
        self.assertEqual(daemon.ended(), 1)
        self.assertIn("bad.jsonl:3:", daemon.err.text())

    def test_a_script_that_is_not_there_is_refused(self):
        done = self.cli("simulate", "--from", "2017-01-01", "--to", "2017-02-01", "--events",
                        str(self.folder / "none.jsonl"), status=1)
        self.assertIn("none.jsonl", done.stderr)

    def test_a_script_line_about_nothing_is_warned_of_and_the_year_goes_on(self):
        script = self.folder / "odd.jsonl"
        script.write_text(json.dumps({"at": "2017-01-10T09:00:00+07:00", "do": "submit",
                                      "obligation": "lao-cai-2017.nothing.1.nobody", "by": "x"}))
        done = self.cli("simulate", "--from", "2017-01-01", "--to", "2017-01-12", "--events",
                        str(script), "--json", status=1)
        self.assertIn("odd.jsonl:1: 2017-01-10T09:00:00+07:00: ", done.stderr)
        self.assertIn("lao-cai-2017.nothing.1.nobody", done.stderr)
        plain = self.cli("simulate", "--from", "2017-01-01", "--to", "2017-01-12", "--json")
        self.assertEqual(done.stdout, plain.stdout)


class BadRequest(world.World):
    """Against a daemon that stands at midnight of 12 January."""

    @classmethod
    def setUpClass(cls):
        cls.world = world.World()
        cls.world.setUp()
        cls.addClassCleanup(cls.world.doCleanups)
        cls.daemon = cls.world.until("2017-01-12", events=None)

    def setUp(self):
        super().setUp()
        self.before = self.journal()

    def journal(self):
        with sqlite3.connect(f"file:{self.world.state}/dondoc.db?mode=ro", uri=True) as store:
            number = store.execute("SELECT count(*) FROM journal").fetchone()
        store.close()
        return number

    def refused(self, status, path, body=b"{}", token=None, headers=None):
        """A problem in words, and not one more row in the journal."""
        token = self.world.token() if token is None else token
        got, head, problem = self.daemon.ask(path, "POST", body, token, headers)
        self.assertEqual(got, status, problem)
        self.assertEqual(head.get("Content-Type"), "application/problem+json")
        self.assertEqual(problem["status"], status)
        self.assertTrue(problem["detail"])
        self.assertEqual(self.journal(), self.before)
        return problem["detail"]

    def test_an_unknown_obligation_is_not_found(self):
        for name, word in (("lao-cai-2017.dang-ky-thi-dua.1.bv-da-khoa", "bv-da-khoa"),
                           ("lao-cai-2017.dang-ky.1.bv-da-khoa-tinh", "dang-ky"),
                           ("lao-cai-2018.dang-ky-thi-dua.1.bv-da-khoa-tinh", "lao-cai-2018"),
                           ("nothing", "nothing")):
            self.assertIn(f"«{word}»", self.refused(404, f"/api/v1/obligations/{name}/submit"))
        for path in ("obligations/nothing", "campaigns/nothing", "units/nothing", "messages/0",
                     "messages/999999", "nothing"):
            status, _, problem = self.daemon.ask("/api/v1/" + path)
            self.assertEqual(status, 404)
            self.assertTrue(problem["detail"])

    def test_the_second_submission_is_refused(self):
        path = f"/api/v1/obligations/{obligation('dang-ky-thi-dua', 'tt-phap-y')}/submit"
        self.assertEqual(self.daemon.ask(path, "POST", {"reason": "trực tiếp"},
                                         self.world.token())[0], 200)
        self.before = self.journal()
        self.assertIn("đã nộp", self.refused(409, path))

    def test_acting_needs_the_token(self):
        path = f"/api/v1/obligations/{OBLIGATION}/submit"
        token = self.world.token()
        wrong = ("A" if token[0] != "A" else "B") + token[1:]
        self.assertIn("token", self.refused(401, path, token=""))
        self.assertIn("token", self.refused(403, path, token=wrong))
        self.refused(403, path, token=token[:-1])
        self.refused(401, path, token="", headers={"Authorization": "Basic " + token})

    def test_a_body_too_large_is_refused_and_one_that_is_no_object(self):
        path = f"/api/v1/obligations/{OBLIGATION}/submit"
        self.refused(413, path, b'{"reason": "' + b"x" * 200_000 + b'"}')
        for body in (b"[]", b"{", b"\xff", b'{"by": 3}', b'{"due": "2017-02-10"}',
                     b'{"documnt": "1"}', b'{"arrived": "2017-02-30"}'):
            with self.subTest(body=body):
                self.refused(400, path, body)
        self.refused(415, path, b"by=x", headers={"Content-Type":
                                                  "application/x-www-form-urlencoded"})

    def test_what_a_decision_needs_must_be_there(self):
        self.assertIn("lý do", self.refused(409, f"/api/v1/obligations/{OBLIGATION}/waive"))
        self.refused(409, f"/api/v1/obligations/{OBLIGATION}/accept")
        self.refused(409, f"/api/v1/obligations/{OBLIGATION}/extend", b'{"reason": "x"}')
        self.refused(405, f"/api/v1/obligations/{OBLIGATION}")

    def test_a_broken_query_is_refused_with_what_would_be_accepted(self):
        for query in ("limit=0", "limit=many", "status=lost", "colour=red", "cursor=x",
                      "due_before=soon", "limit=1&limit=2"):
            with self.subTest(query=query):
                status, _, problem = self.daemon.ask("/api/v1/obligations?" + query)
                self.assertEqual(status, 400)
                self.assertTrue(problem["detail"])


class BadGround(world.World):
    def refused_start(self, *parts):
        daemon = self.serve(last="2017-01-04", events=None, starts=False)
        self.assertEqual(daemon.ended(), 1)
        for part in parts:
            self.assertIn(part, daemon.err.text())

    def test_a_state_directory_that_is_a_file_is_refused(self):
        self.state.write_text("not a folder\n")
        self.refused_start(str(self.state))
        self.assertEqual(self.state.read_text(), "not a folder\n")

    def test_a_state_directory_that_cannot_be_written_is_refused(self):
        if os.geteuid() == 0:
            # Root may write anywhere but in the kernel's own folders.
            self.state = world.Path("/proc/dondoc")
            self.refused_start("/proc/dondoc")
            return
        self.state.mkdir(mode=0o500)
        self.refused_start(str(self.state), "cannot be written")
        self.assertEqual(list(self.state.iterdir()), [])

    def test_a_state_directory_that_another_daemon_has_is_refused(self):
        first = self.until("2017-01-04", events=None)
        token = self.token()
        self.refused_start(str(self.state), "another dondoc")
        self.assertEqual(self.token(), token)
        self.assertEqual(first.get("/api/v1/status")["loop_alive"], True)

    def test_a_port_in_use_is_refused(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.edit(self.config, "127.0.0.1:0", f"127.0.0.1:{port}")
            self.refused_start(f"127.0.0.1:{port}", "in use")

    def test_a_store_of_a_newer_schema_is_refused_and_left_as_it_is(self):
        self.until("2017-01-04", events=None).stop()
        store = self.state / "dondoc.db"
        database = sqlite3.connect(store)
        known = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute(f"PRAGMA user_version = {known + 1}")
        database.commit()
        database.close()
        before = store.read_bytes()
        self.refused_start(f"schema {known + 1}", "newer")
        done = self.cli("forecast", "--from", "2017-01-04", "--to", "2017-02-01", status=1)
        self.assertIn("newer", done.stderr)
        self.assertEqual(store.read_bytes(), before)

    def test_a_store_that_is_something_else_is_refused_and_left_as_it_is(self):
        self.state.mkdir()
        store = self.state / "dondoc.db"
        for bytes_ in (b"no database at all, but some text\n" * 100, self.foreign_database()):
            store.write_bytes(bytes_)
            self.refused_start("dondoc.db")
            self.assertEqual(store.read_bytes(), bytes_)

    def foreign_database(self):
        file = self.folder / "foreign.db"
        database = sqlite3.connect(file)
        database.execute("CREATE TABLE something (x)")
        database.commit()
        database.close()
        return file.read_bytes()

    def test_a_command_to_a_daemon_that_never_ran_or_was_stopped_says_so(self):
        for words in (["status"], ["submit", OBLIGATION], ["pause", "--reason", "x"]):
            self.assertIn("dondoc serve", self.cli(*words, status=1).stderr)
        self.until("2017-01-04", events=None).stop()
        for words in (["status"], ["submit", OBLIGATION], ["pause", "--reason", "x"]):
            done = self.cli(*words, status=1)
            self.assertIn("cannot reach the daemon", done.stderr)
            self.assertEqual(done.stdout, "")

    def test_a_command_with_the_token_of_another_daemon_is_refused(self):
        daemon = self.until("2017-01-04", events=None)
        other = self.folder / "other"
        shutil.copytree(self.state, other)
        (other / "token").write_text("x" * 43 + "\n")
        done = self.run_dondoc(["submit", OBLIGATION, "--config", str(self.config),
                                "--state-directory", str(other)], 1)
        self.assertIn("token", done.stderr)
        self.assertEqual(daemon.get(f"/api/v1/obligations/{OBLIGATION}")["state"], "pending")

    def test_the_token_is_for_the_daemons_own_user_alone(self):
        self.until("2017-01-04", events=None)
        self.assertEqual((self.state / "token").stat().st_mode & 0o777, 0o600)

    def test_a_store_of_real_days_and_a_virtual_year_are_kept_apart(self):
        self.until("2017-01-04", events=None).stop()
        done = self.run_dondoc(self.words("serve"), 1)
        self.assertIn("virtual year", done.stderr)
        shutil.rmtree(self.state)
        real = subprocess.Popen([world.DONDOC, *self.words("serve")], stderr=subprocess.DEVNULL)
        self.addCleanup(real.kill)
        world.wait_until(lambda: (self.state / "address").exists(), "the daemon listens")
        real.terminate()
        self.assertEqual(real.wait(world.LIMIT), 0)
        daemon = self.serve(starts=False)
        self.assertEqual(daemon.ended(), 1)
        self.assertIn("real days", daemon.err.text())

    def test_a_mail_server_that_is_away_keeps_no_daemon_from_starting(self):
        self.send_by_smtp(free_port())
        daemon = self.until("2017-01-04", "2017-01-03", events=None)
        waiting = daemon.items("/api/v1/messages?state=retrying")
        self.assertTrue(waiting)
        self.assertEqual(daemon.get("/api/v1/status")["counters"]["retrying"], len(waiting))
        self.assertEqual(daemon.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
