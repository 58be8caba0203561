"""Tokens, logging in and who may listen where, of a running daemon over real sockets."""
import http.client
import itertools
import re
import subprocess
import threading
import unittest
from urllib.parse import urlencode, urlsplit

import world
from world import DONDOC, LIMIT, obligation

PASSWORD = "mot hai ba bon nam"


class Access(world.World):
    def stands(self, last="2017-01-19", first="2017-01-01"):
        return self.until(last, first, events=None)

    def token(self, *words):
        """What `token create` prints on its standard output: the token and nothing else."""
        return self.cli("token create", *words).stdout.strip()

    def make_user(self, name, role):
        done = subprocess.run(
            [DONDOC, *self.words("user create"), "--name", name, "--role", role],
            input=PASSWORD + "\n", capture_output=True, text=True, encoding="utf-8", timeout=LIMIT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(PASSWORD, done.stdout + done.stderr)

    def send(self, daemon, method, path, form=None, **headers):
        """Status, headers and body, no redirect followed."""
        connection = http.client.HTTPConnection(urlsplit(daemon.url).netloc, timeout=LIMIT)
        self.addCleanup(connection.close)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        body = None
        if form is not None:
            body = urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def log_in(self, daemon, name, password=PASSWORD):
        return self.send(daemon, "POST", "/login", {"name": name, "password": password})

    def test_a_token_does_what_it_was_given_for_until_it_is_revoked(self):
        daemon = self.stands()
        mine = obligation("dang-ky-thi-dua", "bv-da-khoa-tinh")
        path = f"/api/v1/obligations/{mine}/submit"
        body = {"document": "12/BC-BV", "dated": "2017-01-18", "signer": "Giám đốc"}
        token = self.token("--name", "bv", "--role", "unit", "--unit", "bv-da-khoa-tinh")
        self.assertRegex(token, r"^[A-Za-z0-9_-]{43}$")
        rows = daemon.ask("/api/v1/obligations?status=any", token=token)[2]["items"]
        self.assertEqual({row["unit"] for row in rows}, {"bv-da-khoa-tinh"})
        self.assertEqual(daemon.ask("/api/v1/sending/pause", "POST", {"reason": "x"}, token)[0],
                         403)
        self.assertEqual(daemon.ask(path, "POST", body, token)[0], 200)
        listed = self.cli("token list").stdout
        self.assertRegex(
            listed, r"(?m)^bv +token +unit +– +bv-da-khoa-tinh +– +\d\d/\d\d/2017 +good")
        self.cli("token revoke", "--name", "bv", "--reason", "lộ mã")
        self.assertEqual(daemon.ask(path, "POST", body, token)[0], 403)
        self.assertIn("lộ mã", self.cli("token list").stdout)
        self.assertEqual(daemon.stop(), 0)
        self.assertNotIn(token.encode(), (self.state / "dondoc.db").read_bytes())
        self.cli("audit verify")

    def test_tokens_outlive_a_restart_and_sessions_do_not(self):
        daemon = self.stands()
        token = self.token("--name", "lanh-dao", "--role", "viewer", "--expires", "31/12/2017")
        self.make_user("lan", "officer")
        status, headers, _ = self.log_in(daemon, "lan")
        self.assertEqual(status, 303)
        cookie = headers["Set-Cookie"].split(";")[0]
        self.assertIn("<strong>lan</strong>", self.send(daemon, "GET", "/", Cookie=cookie)[2])
        self.assertEqual(daemon.stop(), 0)
        daemon = self.stands("2017-01-20")
        self.assertEqual(daemon.ask("/api/v1/status", token=token)[0], 200)
        page = self.send(daemon, "GET", "/", Cookie=cookie)[2]
        self.assertNotIn("/logout", page)
        self.assertIn("/login", page)

    def test_a_session_acts_only_with_the_forms_of_our_pages(self):
        daemon = self.stands()
        self.make_user("lan", "officer")
        cookie = self.log_in(daemon, "lan")[1]["Set-Cookie"].split(";")[0]
        page = self.send(daemon, "GET", "/", Cookie=cookie)[2]
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
        self.assertEqual(self.send(daemon, "POST", "/logout", {}, Cookie=cookie)[0], 403)
        self.assertEqual(
            self.send(daemon, "POST", "/logout", {"csrf": csrf[::-1]}, Cookie=cookie)[0], 403)
        self.assertIn("/logout", self.send(daemon, "GET", "/", Cookie=cookie)[2])
        self.assertEqual(self.send(daemon, "POST", "/logout", {"csrf": csrf}, Cookie=cookie)[0],
                         303)
        self.assertNotIn("/logout", self.send(daemon, "GET", "/", Cookie=cookie)[2])

    def test_guessing_a_password_is_slowed_and_refused(self):
        daemon = self.stands()
        self.make_user("lan", "officer")
        answers = []
        while len(answers) < 12 and 429 not in [status for status, _, _ in answers]:
            answers.append(self.log_in(daemon, "lan", "sai rồi"))
        self.assertEqual([status for status, _, _ in answers[:4]], [403] * 4)
        status, headers, page = answers[-1]
        self.assertEqual(status, 429)
        self.assertGreaterEqual(int(headers["Retry-After"]), 1)
        self.assertIn("Đã sai nhiều lần", page)

    def test_a_cookie_is_of_no_use_to_scripts_other_sites_and_plain_connections(self):
        self.edit(self.config, "[http]\n", "[http]\ntrusted_proxies = [\"127.0.0.1\"]\n")
        daemon = self.stands()
        self.make_user("lan", "officer")
        plain = self.log_in(daemon, "lan")[1]["Set-Cookie"].split("; ")
        self.assertEqual(set(plain[1:]), {"Path=/", "HttpOnly", "SameSite=Strict"})
        self.assertRegex(plain[0], r"^dondoc=[A-Za-z0-9_-]{43}$")
        form = {"name": "lan", "password": PASSWORD}
        through = {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "https"}
        status, headers, _ = self.send(daemon, "POST", "/login", form, **through)
        self.assertEqual(status, 303)
        self.assertIn("Secure", headers["Set-Cookie"].split("; "))
        self.assertNotEqual(headers["Set-Cookie"].split("; ")[0], plain[0])
        status, headers, _ = self.send(daemon, "POST", "/login", form, Sec_Fetch_Site="cross-site",
                                       Origin="https://evil.example")
        self.assertEqual((status, headers["Set-Cookie"]), (400, None))

    def test_the_list_of_tokens_tells_when_each_was_used_last(self):
        daemon = self.stands()
        token = self.token("--name", "bv", "--role", "viewer")
        self.assertEqual([one["used_at"] for one in self.tokens(daemon)], [None])
        self.assertEqual(daemon.ask("/api/v1/status", token=token)[0], 200)
        used = [one["used_at"] for one in self.tokens(daemon)]
        self.assertEqual(used, [daemon.get("/api/v1/status")["now"]])

    def tokens(self, daemon):
        return daemon.ask("/api/v1/tokens", token=super().token())[2]["items"]

    def readings(self):
        """Each path of the table of rights that is read, filled in with what there is."""
        table = (world.SOURCE / "daemon/http/rights.cpp").read_text()
        for pattern in re.findall(r'RouteRight\{"GET",\s+"([^"*]+)"', table):
            if pattern.endswith("/openapi.json"):
                continue  # its examples are of the sample plan
            for campaign, duty, unit in (
                    ("lao-cai-2017", "dang-ky-thi-dua", "ttyt-sa-pa"),
                    ("lao-cai-2017", "dang-ky-thi-dua", "bv-da-khoa-tinh"),
                    ("lao-cai-2017-an-ninh", "", "ttyt-sa-pa")):
                ours = unit if "/units/" in pattern else campaign
                ours = f"{campaign}.{duty}.1.{unit}" if "/obligations/" in pattern else ours
                for number in range(1, 80) if "{number}" in pattern else [0]:
                    filled = pattern.replace("{id}", ours).replace("{number}", str(number))
                    yield filled.replace("{year}", "2017")

    def all_that_is_shown(self, daemon, token):
        """Path to text of every answer of 200, list, page or single thing."""
        shown = {}
        for path in sorted(set(self.readings())):
            status, _, text = self.send(daemon, "GET", path, Authorization="Bearer " + token)
            self.assertIn(status, (200, 400, 403, 404), path)
            if status == 200:
                shown[path] = text
        return shown

    def test_whoever_is_limited_to_a_unit_is_shown_nothing_of_another_by_any_route(self):
        daemon = self.stands("2017-02-08")
        everywhere = self.all_that_is_shown(daemon, super().token())
        others = {row["unit"] for row in daemon.items("/api/v1/obligations?status=any")}
        others -= {"ttyt-sa-pa", "so-y-te-lao-cai"}  # whoever issued the plan is named in it
        self.assertGreater(len(others), 15)
        for role in ("unit", "viewer", "officer"):
            token = self.token("--name", role, "--role", role, "--unit", "ttyt-sa-pa")
            shown = self.all_that_is_shown(daemon, token)
            self.assertIn("/api/v1/obligations", shown)
            self.assertIn("ttyt-sa-pa", shown["/api/v1/obligations"])
            self.assertLess(len(shown), len(everywhere))
            for path, text in shown.items():
                told = [unit for unit in others if unit in text]
                self.assertEqual(told, [], f"{role}: {path}")

    def test_whoever_is_limited_to_a_campaign_is_shown_nothing_of_another_by_any_route(self):
        daemon = self.stands("2017-02-08")
        token = self.token("--name", "phan", "--role", "officer", "--campaign",
                           "lao-cai-2017-an-ninh")
        shown = self.all_that_is_shown(daemon, token)
        self.assertIn("/api/v1/campaigns/lao-cai-2017-an-ninh", shown)
        self.assertNotIn("/api/v1/campaigns/lao-cai-2017", shown)
        for path, text in shown.items():
            self.assertNotIn("dang-ky-thi-dua", text, path)

    def test_a_flood_of_wrong_passwords_is_refused_and_hinders_nobody(self):
        self.edit(self.config, "[http]\n", "[http]\ntrusted_proxies = [\"127.0.0.1\"]\n")
        daemon = self.stands()
        self.make_user("lan", "officer")
        token = self.token("--name", "lanh-dao", "--role", "viewer")
        answers, over = [], threading.Event()

        def guess(number):
            for turn in itertools.count():
                if over.is_set():
                    return
                answers.append(self.send(
                    daemon, "POST", "/login", {"name": f"ten-{turn}", "password": "sai"},
                    X_Forwarded_For=f"192.0.2.{100 + number}")[0])

        guessers = [threading.Thread(target=guess, args=(number,)) for number in range(4)]
        for one in guessers:
            one.start()
        try:
            world.wait_until(lambda: answers.count(429) > 200, "most of them are turned away")
            for _ in range(20):
                self.assertEqual(daemon.ask("/api/v1/status", token=token)[0], 200)
            world.wait_until(lambda: self.send(
                daemon, "POST", "/login", {"name": "lan", "password": PASSWORD},
                X_Forwarded_For="192.0.2.7")[0] == 303, "the right one is let in")
        finally:
            over.set()
            for one in guessers:
                one.join()
        self.assertEqual(set(answers), {403, 429})
        self.assertLess(answers.count(403), 4 * 20, "each address has few that are looked at")

    def test_a_flood_of_wrong_tokens_is_not_served_and_hinders_nobody(self):
        daemon = self.stands()
        token = self.token("--name", "lanh-dao", "--role", "viewer")
        statuses = [daemon.ask("/api/v1/status", token=f"guess-{i}")[0] for i in range(60)]
        self.assertEqual(statuses[:11], [403] * 11)
        self.assertGreater(statuses.count(429), 40)
        self.assertEqual(daemon.ask("/api/v1/status", token=token)[0], 200)

    def test_no_page_allows_scripts_or_styles_within_it(self):
        daemon = self.stands()
        pages = {path for path in self.readings() if not path.startswith(("/api/", "/metrics"))}
        self.assertGreater(len(pages), 10)
        for path in pages | {"/nothing"}:
            _, headers, page = self.send(daemon, "GET", path, Accept="text/html")
            policy = headers["Content-Security-Policy"]
            self.assertIn("default-src 'self'", policy)
            self.assertIn("form-action 'self'", policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertNotRegex(page, r"<script|<style|\sstyle=|\son[a-z]+=")

    def test_other_machines_are_served_behind_a_proxy_and_with_tokens_alone(self):
        self.assertEqual(self.stands().stop(), 0)
        self.edit(self.config, 'listen = "127.0.0.1:0"', 'listen = "0.0.0.0:0"')
        self.assertIn("put a proxy that speaks TLS before dondoc", self.refused())
        self.edit(self.config, "[http]\n", "[http]\ntrusted_proxies = [\"127.0.0.1\"]\n")
        self.assertIn("nobody has a token or a password: listen on 127.0.0.1 first",
                      self.refused())
        self.edit(self.config, 'listen = "0.0.0.0:0"', 'listen = "127.0.0.1:0"')
        daemon = self.stands("2017-01-20")
        token = self.token("--name", "lanh-dao", "--role", "viewer")
        self.assertEqual(daemon.stop(), 0)
        self.edit(self.config, 'listen = "127.0.0.1:0"', 'listen = "0.0.0.0:0"')
        daemon = self.stands("2017-01-21")
        self.assertEqual(daemon.ask("/api/v1/status", token=token)[0], 200)
        forwarded = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
        self.assertEqual(daemon.ask("/api/v1/status", headers=forwarded)[0], 401)

    def refused(self):
        daemon = self.serve("2017-01-01", "2017-01-22", None, starts=False)
        self.assertEqual(daemon.ended(), 1)
        return daemon.err.text()


if __name__ == "__main__":
    unittest.main()
