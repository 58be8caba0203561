"""The API as it describes itself, against the daemon: every operation of the document is called,
and every answer is held to it: status, headers, type, and body to the schema with nothing left
over.

A new route: describe it in daemon/http/openapi.json, then give its operationId a call in `reads` or
`acts` below.
"""
import json
import re
import unittest

import event_test
import jsonschema
import openapi_schemas
import world
from world import CAMPAIGN, obligation

FILE = world.SOURCE / "daemon/http/openapi.json"
DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
SCHEMAS = openapi_schemas.Schemas(DOCUMENT)
OPERATIONS = {}  # by operationId
for PATH, ITEM in DOCUMENT["paths"].items():
    for METHOD, OPERATION in ITEM.items():
        OPERATIONS[OPERATION["operationId"]] = {**OPERATION, "path": PATH, "method": METHOD.upper()}

# What cannot be done in a healthy year without failures: refused with the state as it stands.
REFUSED = {"goAhead": "nothing_waits", "confirmClock": "clock_not_doubted", "retry": "not_failed",
           "discard": "not_failed"}
NOBODY = {"number": "999999"}
UNIT, OTHER = "ttyt-sa-pa", "ttyt-bao-yen"
PLACES = {"{phase}": "dang-ky", "{event}": "khong-co", "{number}": "1"}


def names_after(words, text):
    """«…; it may have a, b and c» as a set."""
    return set(re.split(r", | and ", text.split(words)[1]))


def parameters_of(operation, place):
    all_of_them = [SCHEMAS.resolved(p) for p in operation.get("parameters", [])]
    return [p for p in all_of_them if p["in"] == place]


def op_key(operation):
    return next(p["example"] for p in parameters_of(operation, "header")
                if p["name"] == "Idempotency-Key")


def filled(operation, **values):
    """The path with an example for each name that no value is given for."""
    path = operation["path"]
    for parameter in parameters_of(operation, "path"):
        name = parameter["name"]
        example = parameter.get("example", PLACES.get("{%s}" % name))
        path = path.replace("{%s}" % name, str(values.get(name, example)))
    return path


class Description(unittest.TestCase):
    def test_every_schema_is_one_and_every_example_fits_it(self):
        checked = 0
        for schema, example in SCHEMAS.examples():
            jsonschema.Draft202012Validator.check_schema(schema)
            SCHEMAS.check(schema, example)
            checked += 1
        self.assertGreater(checked, 40)

    def test_operations_and_schemas_have_a_name_each_and_all_are_used(self):
        count = sum(len(item) for item in DOCUMENT["paths"].values())
        self.assertEqual(len(OPERATIONS), count)
        said = json.dumps(DOCUMENT)
        for kind, parts in DOCUMENT["components"].items():
            for name in parts if kind != "securitySchemes" else ():
                self.assertIn(f'"#/components/{kind}/{name}"', said)


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = world.World()
        cls.world.setUp()
        # One unit alone owes this, so that another can take it over.
        owed = 'đề nghị khen thưởng năm 2017"\nfrom        = '
        cls.world.edit(cls.world.campaign, owed + '"each-participant"', owed + f'"{UNIT}"')
        # What it hangs on has no day yet.
        cls.world.edit(cls.world.campaign, "\n[[phase]]", event_test.EVENT)
        text = cls.world.campaign.read_text(encoding="utf-8")
        cls.world.campaign.write_text(text + event_test.DUTIES, encoding="utf-8")
        cls.addClassCleanup(cls.world.doCleanups)
        cls.daemon = cls.world.until("2017-02-06")
        cls.token = cls.world.token()

    def held_to_it(self, operation, answer, status=None):
        """The answer is one that the document tells of."""
        got, headers, body = answer
        about = f"{operation['method']} {operation['path']}: {got} {body}"
        self.assertIn(str(got), sorted(operation["responses"]), about)
        if status:
            self.assertEqual(got, status, about)
        told = SCHEMAS.resolved(operation["responses"][str(got)])
        for name, header in told.get("headers", {}).items():
            header = SCHEMAS.resolved(header)
            if header.get("required"):
                self.assertIn(name, headers, about)
            if name in headers and header["schema"].get("type") == "string":
                SCHEMAS.check(header["schema"], headers[name])
        if "content" not in told:
            self.assertEqual(body, b"", about)
            return body
        kind = headers["Content-Type"].split(";")[0]
        self.assertIn(kind, told["content"], about)
        if "json" not in kind:
            body = body.decode()
        try:
            SCHEMAS.check(told["content"][kind]["schema"], body)
        except jsonschema.ValidationError as fault:
            self.fail(f"{operation['method']} {operation['path']} {got}: at "
                      f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:300]}")
        return body

    def ask(self, operation, path, body=None, status=None, token=None, headers=None):
        if {} not in operation["security"]:
            token = token or self.token
        if operation["method"] == "POST":
            body = {} if body is None else body
        answer = self.daemon.ask(path, operation["method"], body, token, headers)
        return self.held_to_it(operation, answer, status)

    def query_asked(self, operation):
        """Every parameter that may be sent, with its example."""
        words = [f"{p['name']}={world.urllib.request.quote(str(p['example']))}"
                 for p in parameters_of(operation, "query") if "example" in p]
        return "?" + "&".join(words) if words else ""

    def reads(self):
        return {name: op for name, op in OPERATIONS.items() if op["method"] == "GET"}

    def acts(self):
        return {name: op for name, op in OPERATIONS.items() if op["method"] == "POST"}

    def test_every_reading_operation_answers_as_it_is_described(self):
        key = self.daemon.get("/api/v1/messages?limit=1")["items"][0]["key"]
        for name, op in self.reads().items():
            with self.subTest(name):
                if name == "whyMessageByKey":
                    query = "?key=" + world.urllib.request.quote(key)
                    self.ask(op, op["path"] + query, status=200)
                    continue
                self.ask(op, filled(op), status=200)
                self.ask(op, filled(op) + self.query_asked(op), status=200)

    def test_lists_of_everything_fit_their_schemas(self):
        lists = {"campaigns": "", "obligations": "", "messages": "", "journal": "", "units": "",
                 "people": "", "decisions": ""}
        for name in lists:
            op = OPERATIONS[name]
            cursor, seen = "", 0
            while cursor is not None:
                page = self.ask(op, f"{op['path']}?limit=500&cursor={cursor}" if cursor
                                else op["path"] + "?limit=500", status=200)
                seen += len(page["items"])
                cursor = page["next_cursor"]
            self.assertGreater(seen, 1, name)
        for campaign in self.daemon.items("/api/v1/campaigns"):
            for name in ("campaign", "indicators", "eligibility"):
                op = OPERATIONS[name]
                self.ask(op, filled(op, id=campaign["id"]), status=200)
        for one in self.daemon.items("/api/v1/obligations")[::7]:
            op = OPERATIONS["whyObligation"]
            self.ask(op, filled(op, id=one["id"]), status=200)

    def test_whoever_holds_an_answer_is_told_that_it_stands(self):
        for name, op in self.reads().items():
            if name in ("alive", "ready", "whyMessageByKey"):
                continue
            with self.subTest(name):
                tag = self.daemon.ask(filled(op), token=self.token)[1]["ETag"]
                self.ask(op, filled(op), status=304, headers={"If-None-Match": tag})

    def test_a_query_takes_what_is_described_and_nothing_else(self):
        for name, op in OPERATIONS.items():
            if name in ("alive", "ready"):
                continue
            with self.subTest(name):
                wrong = self.ask(op, filled(op) + "?zzzzzzzzzz=1&lang=en", status=400)
                known = {p["name"] for p in parameters_of(op, "query")}
                self.assertEqual(names_after("it may have ", wrong["detail"]), known)

    def test_a_value_that_does_not_fit_is_refused(self):
        tried = 0
        for name, op in OPERATIONS.items():
            for parameter in parameters_of(op, "query"):
                schema = SCHEMAS.resolved(parameter["schema"])
                free = not {"enum", "format", "minimum"} & set(schema)
                if free and parameter["name"] != "cursor":
                    continue
                with self.subTest(name, parameter=parameter["name"]):
                    self.ask(op, filled(op) + f"?{parameter['name']}=zzzzzz", status=400)
                    tried += 1
        self.assertGreater(tried, 50)

    def test_a_body_takes_what_is_described_and_nothing_else(self):
        for name, op in self.acts().items():
            with self.subTest(name):
                schema = op["requestBody"]["content"]["application/json"]["schema"]
                wrong = self.ask(op, filled(op) + "?lang=en", {"zzzzzzzzzz": "1"}, 400)
                self.assertEqual(names_after("it may have ", wrong["detail"]),
                                 set(schema["properties"]))
                for key, value in schema["properties"].items():
                    value = SCHEMAS.resolved(value)
                    bad = 5 if value["type"] != "integer" else "zzzzzz"
                    self.ask(op, filled(op), {key: bad}, 400)

    def test_acting_needs_a_token_and_json(self):
        for name, op in self.acts().items():
            with self.subTest(name):
                path = filled(op)
                self.held_to_it(op, self.daemon.ask(path, "POST", {}), 401)
                self.ask(op, path, b"by=lan", 415, headers={"Content-Type": "text/plain"})
        self.held_to_it(OPERATIONS["tokens"], self.daemon.ask("/api/v1/tokens"), 401)

    def test_a_token_opens_what_its_role_and_its_limits_allow(self):
        create = OPERATIONS["createToken"]
        for role in SCHEMAS.resolved(DOCUMENT["components"]["schemas"]["Role"])["enum"]:
            limits = {"units": [UNIT]} if role == "unit" else {}
            made = self.ask(create, create["path"], {"name": "mot-" + role, "role": role, **limits},
                            200)
            for name, op in self.reads().items():
                tokens = [one["token"] for one in op["security"] if "token" in one]
                if not tokens or role in tokens[0]:
                    continue
                with self.subTest(name, role=role):
                    self.ask(op, filled(op), status=403, token=made["token"])
        limited = self.ask(create, create["path"], {"name": "mot-don-vi", "role": "officer",
                                                    "units": [OTHER]}, 200)["token"]
        for name, status in (("obligation", 403), ("unit", 403), ("journal", 403),
                             ("message", 404)):
            self.ask(OPERATIONS[name], filled(OPERATIONS[name]), status=status, token=limited)

    def test_many_wrong_tokens_are_slowed(self):
        op = OPERATIONS["status"]
        for _ in range(200):
            got = self.daemon.ask(op["path"], token="wrong")
            self.held_to_it(op, got)
            if got[0] != 403:
                break
        self.assertEqual(got[0], 429)
        self.ask(op, op["path"], status=200)

    def test_a_key_has_a_request_happen_once(self):
        op = OPERATIONS["createToken"]
        asked = {"name": "hai-lan", "role": "viewer"}
        headers = {"Idempotency-Key": op_key(op)}
        first = self.ask(op, op["path"], asked, 200, headers=headers)
        self.assertEqual(self.ask(op, op["path"], asked, 200, headers=headers), first)
        self.ask(op, op["path"], {**asked, "name": "ba-lan"}, 422, headers=headers)
        self.ask(op, op["path"], asked, 409)

    def test_what_does_not_exist_is_not_found(self):
        tried = 0
        for name, op in OPERATIONS.items():
            if "404" not in op["responses"] or not parameters_of(op, "path"):
                continue
            if name == "endSilence":  # one that does not run is refused
                continue
            with self.subTest(name):
                nothing = {p["name"]: NOBODY.get(p["name"], "khong-co")
                           for p in parameters_of(op, "path")}
                body = None
                if name == "setPassword":  # looked at first
                    body = op["requestBody"]["content"]["application/json"]["example"]
                self.ask(op, filled(op, **nothing), body, 404)
                tried += 1
        self.assertGreater(tried, 30)

    def test_every_acting_operation_answers_as_it_is_described(self):
        done = set()

        def act(name, /, status=200, body=None, **values):
            op = OPERATIONS[name]
            if body is None:
                body = op["requestBody"]["content"]["application/json"]["example"]
            answer = self.ask(op, filled(op, **values), body, status)
            if status == 200:
                done.add(name)
            return answer

        self.act_on_obligations(act)
        self.act_on_the_campaign(act)
        for name, code in REFUSED.items():
            self.assertEqual(act(name, 409)["code"], code)
        act("pause")
        act("pause", 409)
        act("resume")
        act("takeReport")
        self.act_on_silences_and_tokens(act)
        act("apply", 409)
        act("preview")
        self.world.edit(self.world.campaign, 'title        = "', 'title        = "Mới: ')
        act("apply", body={"by": "tccb", "fingerprint": act("preview")["fingerprint"]})
        self.world.edit(self.world.campaign, 'title        = "', 'titel        = "')
        act("preview", 422)
        self.assertEqual(done | set(REFUSED) | {"handOver"}, set(self.acts()),
                         "give what is missing a call in one of the act_on_…, or here")

    def act_on_obligations(self, act):
        owed = self.daemon.items("/api/v1/obligations?status=owed&campaign=" + CAMPAIGN)
        ahead = [one["id"] for one in owed
                 if not one["overdue"] and one["deadline"]["last_permitted"]
                 and one["unit"] not in (UNIT, OTHER)]
        one, two, three, four = ahead[0], ahead[1], ahead[2], ahead[3]
        day = "2017-12-20"
        act("request", body={"to": day, "reason": "lũ quét"}, id=one)
        act("decline", id=one)
        act("extend", body={"due": day, "reason": "lũ quét", "approver": "Giám đốc Sở"}, id=one)
        act("hold", id=one)
        act("release", id=one)
        act("submit", id=two)
        act("return", id=two)
        act("submit", body={"by": "tccb", "reason": "nộp trực tiếp"}, id=two)
        act("accept", id=two)
        refused = act("accept", 409, id=two)
        self.assertEqual(refused["obligation"]["state"], "accepted")
        act("reopen", id=two)
        act("waive", id=three)
        act("acknowledge", id=four)
        act("revokeLinks")
        act("remind", id=four)
        act("confirmContact")

    def act_on_silences_and_tokens(self, act):
        act("previewSilence")
        act("previewSilence", 409, body={"campaign": CAMPAIGN})
        made = act("silence")
        self.ask(OPERATIONS["silences"], "/api/v1/silences", status=200)
        self.ask(OPERATIONS["status"], "/api/v1/status", status=200)
        refused = act("silence", 409, body={"campaign": CAMPAIGN, "until": "2017-02-08"})
        self.assertEqual(refused["silences"]["items"], made["items"])
        act("endSilence", number=made["items"][0]["number"])
        act("createToken")
        act("createToken", 409)
        act("createToken", body={"name": "can-bo", "role": "officer", "password": "mot-hai-ba-bon"})
        act("setPassword", name="can-bo")
        act("revokeToken", name="can-bo")
        act("revokeToken", 409, name="can-bo")
        self.ask(OPERATIONS["tokens"], "/api/v1/tokens", status=200)

    def act_on_the_campaign(self, act):
        act("handOverObligation", body={"by": "tccb", "to_unit": OTHER, "reason": "sáp nhập"},
            id=obligation("ho-so-khen-thuong", UNIT))
        act("suspend", body={"by": "tccb", "units": [OTHER], "from": "2017-02-06",
                             "to": "2017-02-20", "reason": "lũ quét", "approver": "Giám đốc Sở"})
        act("unsuspend", body={"by": "tccb", "units": [OTHER], "reason": "đã khắc phục"})
        refused = act("handOver", 409, body={"by": "tccb", "unit": UNIT, "to_unit": OTHER,
                                             "reason": "sáp nhập"})
        self.assertEqual(refused["code"], "owes_the_same")
        campaigns = [self.daemon.get("/api/v1/campaigns/" + one["id"])
                     for one in self.daemon.items("/api/v1/campaigns")]
        events = [event for one in campaigns for event in one["events"]]
        act("dateEvent", id=events[0]["campaign"], event=events[0]["id"])
        for name, states in (("holdPhase", ("open",)), ("releasePhase", ("held",)),
                             ("openPhase", ("planned",)), ("closePhase", ("open", "closing")),
                             ("skipPhase", ("planned",))):
            phases = [phase for one in campaigns
                      for phase in self.daemon.get("/api/v1/campaigns/" + one["id"])["phases"]]
            phase = next(phase for phase in phases if phase["state"] in states)
            act(name, id=phase["campaign"], phase=phase["id"])

    def test_no_page_of_another_site_is_let_in(self):
        status, headers, _ = self.daemon.ask("/api/v1/status",
                                             headers={"Origin": "https://other.example"})
        self.assertEqual(status, 200)
        asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
        refused, of_preflight, _ = self.daemon.ask("/api/v1/sending/pause", "OPTIONS",
                                                   headers=asked)
        self.assertEqual(refused, 405)
        for name in [*headers, *of_preflight]:
            self.assertFalse(name.lower().startswith("access-control"), name)

    def test_it_tells_the_version_of_the_daemon(self):
        self.assertEqual(DOCUMENT["info"]["version"],
                         self.daemon.get("/api/v1/status")["version"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
