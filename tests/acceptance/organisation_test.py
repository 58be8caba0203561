"""Units that end in the middle of a campaign, as Kiên Hải's district did on 01/7/2025."""
import unittest

import world

CAMPAIGN = "kien-hai-2024-2025"
OLD = "kh-tram-an-son"
OTHER = "kh-tram-nam-du"
NEW = "kh-tram-so-1"
DOSSIER = f"{CAMPAIGN}.ho-so-khen-thuong.1."
REVIEW = f"{CAMPAIGN}.tong-ket-don-vi.1."


class KienHai(world.World):
    def setUp(self):
        super().setUp()
        self.config = self.folder / "etc/dondoc.toml"
        self.edit(self.config, '"campaigns/*.toml"', '"campaigns/kien-hai-2024-2025.toml"')
        self.edit(self.config, 'listen = "127.0.0.1:8480"', 'listen = "127.0.0.1:0"')

    def until_july(self, last="2025-07-03"):
        return self.until(last, first="2025-06-20", events=None)

    def test_hands_over_across_the_day_and_tells_it_on_both_sides(self):
        daemon = self.until_july("2025-07-01")
        self.assertEqual(daemon.get(f"/api/v1/obligations/{DOSSIER}{OLD}")["state"], "pending")
        self.assertEqual(daemon.get(f"/api/v1/units/{OLD}")["successors"], [NEW])
        self.assertEqual(daemon.stop(), 0)

        daemon = self.until_july()
        ended, = self.cli_json("why", REVIEW + OLD)
        self.assertEqual(ended["obligation"]["state"], "withdrawn")
        told = ended["events"][-1]
        self.assertEqual((told["at"][:10], told["words"]),
                         ("2025-07-01", "đơn vị đã kết thúc; bàn giao cho Trạm Y tế số 1"))
        born, = self.cli_json("why", REVIEW + NEW)
        self.assertEqual(born["obligation"]["state"], "pending")
        self.assertEqual([event["words"] for event in born["events"]
                          if event["event"] == "took_over"],
                         ["nhận bàn giao từ Trạm Y tế xã An Sơn, Trạm Y tế xã Nam Du"])
        dossier = daemon.get(f"/api/v1/obligations/{DOSSIER}{NEW}")
        self.assertTrue(dossier["asking"], "overdue when the new station came: a person is asked")
        self.assertEqual(dossier["deadline"]["last_permitted"], "2025-06-29")
        self.assertEqual(daemon.get("/api/v1/units/ttyt-kien-hai")["name"],
                         "Trung tâm Y tế đặc khu Kiên Hải")
        refused = self.cli("submit", DOSSIER + OLD, status=1).stderr
        self.assertIn("chỉ ghi nhận nộp khi", refused)
        self.assertEqual(daemon.stop(), 0)

    def test_leaves_what_was_handed_in_with_the_old_unit(self):
        daemon = self.until("2025-06-25", first="2025-06-20", events=None)
        self.cli("submit", DOSSIER + OLD, "--document", "12/BC-TYT", "--dated", "2025-06-24",
                 "--signer", "Trạm trưởng")
        self.assertEqual(daemon.stop(), 0)
        daemon = self.until_july()
        kept = daemon.get(f"/api/v1/obligations/{DOSSIER}{OLD}")
        self.assertEqual((kept["state"], kept["document"]), ("submitted", "12/BC-TYT"))
        born, = self.cli_json("why", DOSSIER + NEW)
        self.assertEqual([event["words"] for event in born["events"]
                          if event["event"] == "took_over"],
                         ["nhận bàn giao từ Trạm Y tế xã Nam Du"])

    def test_is_foreseen(self):
        daemon = self.until("2025-06-26", first="2025-06-20", events=None)
        self.assertEqual(daemon.stop(), 0)
        lines = self.foreseen("forecast", "2025-06-26", "2025-07-20", events=None)
        self.assertNotIn(OTHER, {line["unit"] for line in lines if line["at"] > "2025-07-01"})
        self.assertIn(OTHER, {line["unit"] for line in lines if line["at"] < "2025-07-01"})

    def test_warns_of_a_unit_that_nobody_succeeds(self):
        organisation = self.folder / "etc/organisation.toml"
        self.edit(organisation, f'successor  = "{NEW}"\n', "")
        self.assertIn("ends and nobody succeeds it", self.cli("check").stderr
                      + self.cli("check").stdout)

    def test_confirms_a_contact_and_reminds_at_once(self):
        daemon = self.until_july()
        done = self.cli("confirm-contact", NEW, "--by", "lan")
        self.assertRegex(done.stdout, f"^{NEW}: đã xác nhận đầu mối: .+\n$")
        unit = daemon.get(f"/api/v1/units/{NEW}")
        self.assertEqual((unit["contact_confirmed_at"][:10], unit["contact_confirmed_by"]),
                         ("2025-07-03", "lan"))
        refused = self.cli("remind", f"{DOSSIER}kh-tram-hon-tre", "--as", "kh-tram-lai-son",
                           "--reason", "họp", status=1)
        self.assertIn("chỉ đơn vị đầu mối «kh-phong-tchc»", refused.stderr)
        self.cli("remind", f"{DOSSIER}kh-tram-hon-tre", "--as", "kh-phong-tchc", "--reason",
                 "họp giao ban")
        why, = self.cli_json("why", f"{DOSSIER}kh-tram-hon-tre")
        self.assertEqual(why["notices"][-1]["rung"], "by-hand-1.contact")

    def test_hands_over_by_decision_refuses_and_shows_whose_lateness_it_was(self):
        daemon = self.until_july()
        one = DOSSIER + "kh-tram-hon-tre"
        refused = self.cli("hand-over", one, "--to", NEW, "--reason", "sắp xếp lại", status=1)
        self.assertIn("có phần của mình trong cùng việc này", refused.stderr)
        refused = self.cli("hand-over", one, "--to", "khong-co", "--reason", "x", status=1)
        self.assertIn("Không có đơn vị «khong-co»", refused.stderr)
        refused = self.cli("hand-over", CAMPAIGN, "--unit", OLD, "--to", NEW, "--reason", "x",
                           status=1)
        self.assertIn("không còn việc nào chờ nộp", refused.stderr)
        record, = self.cli_json("record", NEW)
        late = [line for line in record["taken_over"] if line["obligation"] == DOSSIER + OLD]
        self.assertEqual([(line["unit"], line["passed_on"], line["how"]) for line in late],
                         [(OLD, "2025-07-01", "missing")])
        self.assertNotIn(OLD, {line["obligation"].split(".")[-1] for line in record["items"]})
        self.assertIn("không tính cho đơn vị nhận", self.cli("record", NEW).stdout)


class QuarterlyQuestion(world.World):
    def test_is_foreseen_sent_listed_and_explained(self):
        self.edit(self.config, "catch_up_age = 5", "confirm_contacts = true\ncatch_up_age = 5")
        foreseen = self.foreseen(last="2017-04-20", events=None)
        asked = [line for line in foreseen if line["rung"] == "confirm"]
        self.assertEqual({line["at"][:16] for line in asked},
                         {"2017-01-03T07:30", "2017-04-03T07:30"})
        listed = [line for line in foreseen if line["rung"] == "unconfirmed"
                  and line["at"] > "2017-04"]
        self.assertEqual(len({line["message"] for line in listed}), 1)
        unit = asked[0]["unit"]
        daemon = self.until("2017-04-04", events=None)
        question = daemon.get(f"/api/v1/units/{unit}")["contact_question"]
        self.assertEqual((question["asked"], question["open"]), ("2017-q2", True))
        told = question["notices"][-1]
        self.assertEqual((told["rung"], told["state"]), ("confirm", "sent"))
        why, = self.cli_json("why", told["message"])
        self.assertIn("hằng quý hỏi đầu mối", str(why["notices"]))
        self.cli("confirm-contact", unit)
        self.assertFalse(daemon.get(f"/api/v1/units/{unit}")["contact_question"]["open"])
        self.assertEqual(daemon.stop(), 0)
        ahead = self.foreseen("forecast", "2017-04-04", "2017-04-20", events=None)
        self.assertNotIn(unit, {line["unit"] for line in ahead if line["rung"] == "unconfirmed"})


class StandIn(world.World):
    def test_is_written_to_with_both_names(self):
        organisation = self.folder / "etc/organisation.toml"
        text = organisation.read_text(encoding="utf-8")
        organisation.write_text(text + '''
[[absence]]
person   = "bv-da-khoa-tinh-tccb"
from     = 2017-01-09
to       = 2017-01-20
stand_in = "bv-da-khoa-tinh-giam-doc"
reason   = "nghỉ phép"
''', encoding="utf-8")
        lines = self.foreseen(last="2017-01-12", events=None)
        rung = next(line for line in lines if line["unit"] == "bv-da-khoa-tinh"
                    and line["duty"] == "dang-ky-thi-dua" and line["rung"] == "-10.contact")
        self.go_through(last="2017-01-12", events=None)
        bodies = [world.parse(raw).get_body().get_content() for raw in self.letters().values()
                  if world.parse(raw)["To"].find(rung["address"]) >= 0]
        self.assertTrue(any("nhận thay" in body and
                            "vắng mặt từ ngày 09/01/2017 đến hết ngày 20/01/2017" in body
                            for body in bodies), bodies)


if __name__ == "__main__":
    unittest.main(verbosity=2)
