"""A unit's link, taken out of a real letter and used as people, scanners and strangers use it."""
import hashlib
import re
import shutil
import unittest
import urllib.error
import urllib.parse
import urllib.request

import world
from world import LIMIT, parse

PUBLIC = "https://dondoc.syt-laocai.example"
PDF = b"%PDF-1.4\0\xff\r\n--not-the-boundary\r\n" + bytes(range(256)) * 400


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def add_links(of):
    text = of.config.read_text(encoding="utf-8")
    at = text.index("[channel.mail]")
    of.config.write_text(
        f'{text[:at]}[links]\npublic_url = "{PUBLIC}/"\nfile_mb_max = 1\n\n{text[at:]}',
        encoding="utf-8")


OPENER = urllib.request.build_opener(NoRedirect)


class TheUnitsLink(world.World):
    @classmethod
    def setUpClass(cls):
        cls.past = world.World()
        cls.past.setUp()
        cls.addClassCleanup(cls.past.doCleanups)
        add_links(cls.past)
        # Letters of 11, 18 and 23 January to contacts; nothing is overdue yet.
        cls.past.assertEqual(cls.past.until("2017-01-24", events=None).stop(), 0)

    def setUp(self):
        super().setUp()
        add_links(self)
        shutil.copytree(self.past.state, self.state)
        self.daemon = self.until("2017-01-24", events=None)

    def links(self):
        """Path by unit of every link in the letters of the spool, the last letter's."""
        found = {}
        for raw in self.letters().values():
            letter = parse(raw)
            plain = letter.get_body(("plain",)).get_content()
            html = letter.get_body(("html",)).get_content()
            for unit, url in re.findall(r"Trang của (.+) để xác nhận .*:\r?\n(\S+)", plain):
                self.assertTrue(url.startswith(PUBLIC + "/u/"), url)
                self.assertIn(f'<a href="{url}">', html)
                found[unit] = url[len(PUBLIC):]
        return found

    def a_link(self):
        unit, path = sorted(self.links().items())[0]
        return unit, path

    def open(self, path, method="GET", body=None, content_type=None, headers=None):
        request = urllib.request.Request(self.daemon.url + path, body, headers or {},
                                         method=method)
        if content_type:
            request.add_header("Content-Type", content_type)
        try:
            with OPENER.open(request, timeout=LIMIT) as answer:
                return answer.status, answer.headers, answer.read().decode("utf-8")
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers, answer.read().decode("utf-8")

    def form(self, path):
        """Hidden fields of the first form of the page."""
        _, _, page = self.open(path)
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))

    def post(self, path, verb, **fields):
        body = urllib.parse.urlencode({**self.form(path), **fields}).encode()
        return self.open(f"{path}/{verb}", "POST", body, "application/x-www-form-urlencoded")

    def hand_in(self, path, content, **fields):
        parts = b""
        for name, value in {**self.form(path), **fields}.items():
            parts += (f'--frontier\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
                      f"{value}\r\n").encode()
        parts += (b'--frontier\r\nContent-Disposition: form-data; name="file"; '
                  b'filename="b\xc3\xa1o c\xc3\xa1o.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
                  + content + b"\r\n--frontier--\r\n")
        return self.open(path + "/submit", "POST", parts, "multipart/form-data; boundary=frontier")

    def rows(self):
        return self.cli("audit head").stdout

    def test_a_scanner_that_follows_every_link_changes_nothing(self):
        before = self.rows()
        links = self.links()
        self.assertGreater(len(links), 10)
        for path in links.values():
            for method in ("GET", "HEAD"):
                status, headers, page = self.open(path, method)
                self.assertEqual(status, 200)
                self.assertEqual(headers["Referrer-Policy"], "no-referrer")
                self.assertEqual(headers["Cache-Control"], "no-store")
                self.assertIn("noindex", headers["X-Robots-Tag"])
            self.assertEqual(self.open(path + "/acknowledge")[0], 405)
            for target in re.findall(r'(?:href|action)="([^"]+)"', self.open(path)[2]):
                self.open(target)
        self.assertEqual(self.rows(), before)

    def test_the_unit_confirms_hands_in_a_file_and_asks_for_more_time(self):
        unit, path = self.a_link()
        self.assertIn(unit, self.open(path)[2])
        status, headers, _ = self.post(path, "acknowledge")
        self.assertEqual((status, headers["Location"]), (303, path + "?done=acknowledge"))
        self.assertIn("Đã ghi nhận: đơn vị xác nhận đã nhận.", self.open(headers["Location"])[2])
        status, headers, _ = self.post(path, "request", to="2017-03-01", reason="mưa lũ")
        self.assertEqual(status, 303)
        owed = self.form(path)["obligation"]
        status, headers, page = self.hand_in(path, PDF, document="12/BC-TTYT", dated="2017-01-20",
                                             signer="Giám đốc")
        self.assertEqual(status, 303, page)
        self.assertIn("Đã ghi nhận việc nộp", self.open(headers["Location"])[2])
        digest = hashlib.sha256(PDF).hexdigest()
        self.assertEqual((self.state / "files" / digest).read_bytes(), PDF)
        self.assertEqual((self.state / "files" / digest).stat().st_mode & 0o777, 0o600)
        now = self.daemon.get(f"/api/v1/obligations/{owed}")
        self.assertEqual((now["state"], now["document"]), ("submitted", "12/BC-TTYT"))
        status, headers, body = self.daemon.ask(f"/obligations/{owed}/files/{digest}")
        self.assertEqual((status, body), (200, PDF))
        self.assertTrue(headers["Content-Disposition"].startswith("attachment"))
        proof = self.cli("audit proof", owed).stdout
        self.assertIn(digest, proof)
        self.assertIn(f"link:{owed.split('.')[3]}", proof)
        self.cli("audit verify")

    def test_a_file_that_is_too_large_is_refused_and_nothing_is_recorded(self):
        _, path = self.a_link()
        before = self.rows()
        status, _, page = self.hand_in(path, b"x" * (1024 * 1024 + 1), document="1/BC",
                                       dated="2017-01-20", signer="Giám đốc")
        self.assertEqual(status, 413)
        self.assertIn("Tệp quá lớn, tối đa 1 MB", page)
        self.assertEqual(self.rows(), before)
        self.assertFalse((self.state / "files").exists())

    def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_recorded(self):
        _, path = self.a_link()
        (self.state / "files").write_text("no folder")
        before = self.rows()
        status, _, page = self.hand_in(path, PDF, document="1/BC", dated="2017-01-20",
                                       signer="Giám đốc")
        self.assertEqual(status, 503)
        self.assertIn("Chưa lưu được tệp nên chưa ghi gì", page)
        self.assertEqual(self.rows(), before)

    def test_multipart_is_taken_nowhere_else(self):
        _, path = self.a_link()
        for target in ("/login", path + "/request", "/api/v1/bounces"):
            status, _, _ = self.open(target, "POST", b"--x--\r\n",
                                     "multipart/form-data; boundary=x")
            self.assertEqual(status, 415, target)

    def test_a_form_of_another_site_is_refused(self):
        _, path = self.a_link()
        fields = self.form(path)
        before = self.rows()
        foreign = urllib.parse.urlencode({"obligation": fields["obligation"]}).encode()
        status, _, _ = self.open(path + "/acknowledge", "POST", foreign,
                                 "application/x-www-form-urlencoded",
                                 {"Origin": "https://other.example"})
        self.assertEqual(status, 403)
        self.assertEqual(self.rows(), before)

    def test_revoked_links_are_gone_and_later_ones_work(self):
        _, path = self.a_link()
        unit = self.form(path)["obligation"].split(".")[3]
        self.cli("revoke-links", unit, status=1)
        done = self.cli("revoke-links", unit, "--reason", "thư bị chuyển tiếp")
        self.assertIn("không còn dùng được", done.stdout)
        status, _, page = self.open(path)
        self.assertEqual(status, 410)
        self.assertIn("đã bị thu hồi", page)
        self.assertIn("Hà Văn Dung", page)
        self.assertEqual(self.open(path + "/acknowledge", "POST", b"",
                                   "application/x-www-form-urlencoded")[0], 410)
        others = [other for other in self.links().values() if other != path]
        self.assertEqual(self.open(others[0])[0], 200)
        self.assertEqual(self.open("/u/" + path[3:-4] + "AAAA")[0], 404)

    def test_what_the_office_is_shown_opens_no_page(self):
        tokens = [path[3:] for path in self.links().values()]
        for message in self.daemon.items("/api/v1/messages?state=sent&limit=500"):
            text = self.daemon.get(f"/api/v1/messages/{message['number']}")["text"]
            letter = parse(text.encode())
            shown = [letter.get_body((kind,)).get_content() for kind in ("plain", "html")]
            shown.append(self.daemon.ask(f"/messages/{message['number']}")[2].decode())
            for token in tokens:
                for one in shown:
                    self.assertNotIn(token, one)
        self.post(sorted(self.links().values())[0], "acknowledge")
        self.assertNotIn("/u/", self.daemon.err.text())
        self.assertEqual((self.state / "link-key").stat().st_mode & 0o777, 0o600)

    def test_links_outlive_a_restart(self):
        _, path = self.a_link()
        self.assertEqual(self.daemon.stop(), 0)
        self.daemon = self.until("2017-01-24", events=None)
        self.assertEqual(self.open(path)[0], 200)


if __name__ == "__main__":
    unittest.main()
