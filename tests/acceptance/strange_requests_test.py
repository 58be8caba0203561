"""Thousands of strange paths, queries and bodies for every route, over real sockets: each is
answered, none with 500, and the journal is whole afterwards. The seed is fixed; REQUESTS_SEED and
REQUESTS_A_ROUTE say otherwise."""
import collections
import json
import os
import random
import re
import socket
import unittest
from urllib.parse import quote, urlsplit

import world

SEED = os.environ.get("REQUESTS_SEED", "2017")
A_ROUTE = int(os.environ.get("REQUESTS_A_ROUTE", "40"))
# Read the configuration anew and look ahead, which takes seconds; or weigh a password.
SLOW = {"/api/v1/configuration/preview", "/api/v1/configuration/apply", "/login", "/api/v1/tokens",
        "/api/v1/silences/preview", "/api/v1/tokens/{name}/password"}
REAL_VALUES = {
    "id": ["lao-cai-2017.dang-ky-thi-dua.1.ttyt-sa-pa", "lao-cai-2017", "ttyt-sa-pa", "phong-tccb",
           "lao-cai-2017.dang-ky-thi-dua.1", "lao-cai-2017-an-ninh"],
    "number": ["1", "2", "7", "0", "-1", "9223372036854775807", "9223372036854775808", "1e3", "01"],
    "phase": ["dang-ky", "dot-1", "phat-dong"], "event": ["be-mac"], "name": ["lan", "bv"],
    "year": ["2017", "1", "0", "-1", "99999999999"],
    "token": ["x", "AAAA", "a.ics", ".svg"], "sha256": ["0" * 64, "x"]}
QUERY = {
    "lang": ["vi", "en", "fr"], "limit": ["1", "500", "0", "-1", "501", "99999999999999999999"],
    "cursor": ["a", "0", "-1", "bGFvLWNhaQ==", "lao-cai-2017.x.1.y"], "unit": ["ttyt-sa-pa", "%"],
    "status": ["any", "overdue", "due_soon", "owed", "x"], "state": ["sent", "queued", "held", "x"],
    "campaign": ["lao-cai-2017", "'"], "duty": ["dang-ky-thi-dua", "*"], "key": ["a/b/c", ""],
    "person": ["giam-doc-so"], "on": ["2017-02-29", "2017-01-18", "9999-12-31", "0000-00-00"],
    "due_before": ["2017-02-01", "1-1-1", "99999-01-01"], "next": ["/", "//evil.example", "\\"]}
GOOD = {
    "submit": {"document": "12/BC", "dated": "2017-01-18", "signer": "Giám đốc"},
    "request": {"to": "2017-03-20", "reason": "bão"},
    "return": {"reason": "thiếu", "due": "2017-03-01"},
    "extend": {"due": "2017-03-20", "reason": "bão", "approver": "Giám đốc"},
    "waive": {"reason": "giải thể", "approver": "Giám đốc"},
    "remind": {"as": "contact", "reason": "gấp", "again": True},
    "hand-over": {"to_unit": "bv-san-nhi", "unit": "ttyt-sa-pa", "reason": "sáp nhập"},
    "{event}": {"date": "2017-05-20", "reason": "thông báo"},
    "suspend": {"units": ["ttyt-sa-pa"], "from": "2017-02-10", "to": "2017-02-20",
                "reason": "lũ", "approver": "Giám đốc"},
    "unsuspend": {"units": ["ttyt-sa-pa"], "reason": "hết lũ"},
    "silences": {"campaign": "lao-cai-2017", "until": "2017-02-20", "reason": "hội nghị"},
    "preview": {"campaign": "lao-cai-2017", "until": "2017-02-20"},
    "bounces": {"message_id": "<1@x>", "recipient": "a@x.example", "action": "failed",
                "status": "5.1.1", "why": "x"},
    "tokens": {"name": "bv", "role": "viewer", "expires": "2017-12-31"},
    "password": {"password": "mot hai ba bon nam"}}
BODY = ["by", "reason", "signer", "fingerprint", "as", "unit", "to_unit", "campaign", "duty",
        "units", "message_id", "recipient", "action", "status", "why", "name", "role", "password",
        "approver", "document", "arrived", "due", "date", "dated", "from", "to", "expires", "until",
        "campaigns", "figures", "again", "discard", "csrf"]
STRANGE = ["", " ", "%", "%%", "%zz", "%00", "%0d%0aX: y", "%ff%fe", "..", "%2e%2e%2f", ".", "'",
           "' OR 1=1 --", '"', "<script>", "{id}", "*", "Đôn đốc", "\U0001f600",
           "a" * 300, "a" * 1900, "-", "--", "0", "NaN", "null", "true", "[]", "{}", "\x7f", "\t",
           "a.b.c.d", "....", "%c0%af", "\u202e", "e\u0301", "2017-13-45", "31/02/2017"]
VALUES = [None, True, False, 0, -1, 1e308, 2**63, "", [], {}, [[]], ["ttyt-sa-pa"], ["", None],
          {"giam-ho-ngheo": "1,2"}, {"": []}, "2017-02-20", "0000-00-00", "9999-12-31",
          "20/02/2017", "a" * 5000, "\u0000", "\ud800", "việc", "unit", "officer", "contact"]

NO_BODIES = [b"", b"[]", b"null", b"{", b'{"by":', b"\xff\xfe", b"[" * 4000, b'{"a":' * 2000,
             b'"x"', b"1e999999", b'{"by":"a","by":"b"}']


def routes():
    """Method and pattern of each route, out of the table of rights, which a test holds complete."""
    text = (world.SOURCE / "daemon/http/rights.cpp").read_text()
    return re.findall(r'RouteRight\{"(\w+)",\s+"([^"]+)"', text)


class Strange:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def word(self, known):
        kind = self.random.random()
        if kind < 0.6:
            return self.random.choice(known)
        if kind < 0.8:
            return self.random.choice(STRANGE)
        text = list(self.random.choice(known) or "x")
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(text) + 1)
            text[at:at + self.random.randint(0, 2)] = chr(self.random.choice(
                [self.random.randint(1, 255), self.random.randint(0x100, 0xd7ff), 0x2f, 0x2e]))
        return "".join(text)

    def written(self, text):
        """As it goes over the wire: mostly encoded, sometimes raw."""
        if self.random.random() < 0.95:
            return quote(text, safe=self.random.choice(["", "%", "/%"])).encode()
        return re.sub(rb"[\r\n]", b"", text.encode())

    def target(self, pattern):
        path = b""
        for part in re.split(r"(\{\w+\})", pattern.replace("*", "/{id}/x")):
            name = part[1:-1] if part.startswith("{") else ""
            path += self.written(self.word(REAL_VALUES[name])) if name else part.encode()
        if self.random.random() < 0.1:
            path += self.random.choice([b"/", b"//", b"/..", b";x", b"%2f", b"#x", b"?"])
        pairs = []
        for _ in range(self.random.choice([0, 0, 0, 0, 0, 1, 1, 2, 9])):
            name = self.random.choice(list(QUERY) * 2 + STRANGE)
            pairs.append(self.written(name) + self.random.choice([b"=", b"=", b"=", b"", b"=="]) +
                         self.written(self.word(QUERY.get(name, ["x"]))))
        return path + (b"?" + b"&".join(pairs) if pairs else b"")

    def body(self, pattern):
        if self.random.random() < 0.1:
            return self.random.choice(NO_BODIES)
        fields = dict(GOOD.get(pattern.rsplit("/", 1)[-1], {"reason": "bão"}))
        for _ in range(self.random.choice([0, 0, 1, 1, 2, 4])):
            name = self.random.choice(list(fields) * 9 + BODY)
            fields[name] = self.random.choice(VALUES + STRANGE)
            if self.random.random() < 0.2:
                del fields[name]
            if not fields:
                break
        text = json.dumps(fields, ensure_ascii=self.random.random() < 0.5)
        return text.encode("utf-8", "surrogatepass")


class StrangeRequests(world.World):
    def answer(self, daemon, method, target, token, body):
        """The status; a connection of its own each time, so that one fault is one request's."""
        where = urlsplit(daemon.url)
        request = method.encode() + b" " + target + b" HTTP/1.1\r\nHost: localhost\r\n" + token
        if method == "POST":
            request += (b"Content-Type: application/json\r\nContent-Length: " +
                        str(len(body)).encode() + b"\r\n")
        with socket.create_connection((where.hostname, where.port), world.LIMIT) as wire:
            wire.sendall(request + b"Connection: close\r\n\r\n" + body)
            heard = b""
            while piece := wire.recv(1 << 16):
                heard += piece
        self.assertRegex(heard[:13], rb"^HTTP/1\.1 \d\d\d ", (method, target, body))
        return int(heard[9:12])

    def test_no_strange_path_query_or_body_is_answered_with_500(self):
        daemon = self.until("2017-02-08", events=None)
        token = b"Authorization: Bearer " + self.token().encode() + b"\r\n"
        strange = Strange(SEED)
        statuses = collections.Counter()
        for method, pattern in routes():
            for _ in range(min(A_ROUTE, 4) if pattern in SLOW else A_ROUTE):
                target, body = strange.target(pattern), strange.body(pattern)
                who = token if strange.random.random() < 0.9 else b""
                status = self.answer(daemon, method, target, who, body)
                statuses[status] += 1
                self.assertTrue(status < 500 or status == 503 and pattern == "/readyz",
                                (status, method, target, body, daemon.err.text()[-2000:]))
        print(dict(sorted(statuses.items())), sum(statuses.values()), "requests")
        for status in (200, 400, 403, 404, 409):
            self.assertGreater(statuses[status], 0, status)
        told = [line for line in daemon.err.all if "http: " in line]
        self.assertEqual([line for line in told if "a report of mail is not ours" not in line], [])
        self.assertEqual(daemon.get("/healthz"), {"status": "ok"})
        self.assertEqual(daemon.stop(), 0)
        self.cli("audit verify")


if __name__ == "__main__":
    unittest.main()
