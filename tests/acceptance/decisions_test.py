"""What officers decide on the command line: requests, extensions, suspensions, mistakes taken back.
The same words stand in event scripts, and forecast and simulation tell the same of them."""

import json
import unittest

import world
from world import obligation

UNIT = "bv-da-khoa-tinh"
DUTY = "dang-ky-thi-dua"
OBLIGATION = obligation(DUTY, UNIT)
CAMPAIGN = "lao-cai-2017"


class Decisions(world.World):
    """The daemon stands at midnight of 19 January; the registration is due by 29 January."""

    def setUp(self):
        super().setUp()
        self.daemon = self.until("2017-01-19", events=None)

    def standing(self):
        return self.daemon.get(f"/api/v1/obligations/{OBLIGATION}")

    def forecast(self, *words):
        lines = self.cli("forecast", "--from", "2017-01-19", "--to", "2017-02-20", "--json",
                         *words).stdout.splitlines()
        return [(line["at"][:10], line["rung"]) for line in map(json.loads, lines)
                if (line["duty"], line["unit"]) == (DUTY, UNIT)]

    def test_a_request_waits_for_an_answer_and_is_granted_in_one_line(self):
        self.cli("request", OBLIGATION, "--to", "2017-02-10", "--reason", "chuyển trụ sở",
                 "--document", "118/BV-TCCB", "--by", "bà Hạnh")
        self.assertEqual(self.standing()["request"]["to"], "2017-02-10")
        self.assertIn("     1  xin gia hạn chờ quyết định\n", self.cli("status").stdout)
        self.assertIn(("2017-01-19", "request"), self.forecast())
        twice = self.cli("request", OBLIGATION, "--to", "2017-02-10", "--reason", "x", status=1)
        self.assertIn("đang chờ quyết định", twice.stderr)
        done = self.cli("extend", OBLIGATION, "--reason", "đồng ý", "--approver", "Giám đốc Sở")
        self.assertIn("còn ", done.stdout)
        self.assertEqual(self.standing()["deadline"]["granted"], "2017-02-10")
        self.assertIsNone(self.standing()["request"])
        words = self.cli("why", OBLIGATION).stdout
        self.assertIn("xin gia hạn đến hết ngày 10/02/2017, số 118/BV-TCCB", words)
        self.assertIn("người cho phép: Giám đốc Sở", words)

    def test_a_request_is_declined_with_a_reason(self):
        none = self.cli("decline", OBLIGATION, "--reason", "x", status=1)
        self.assertIn("chỉ từ chối được khi đơn vị đã xin gia hạn", none.stderr)
        self.cli("request", OBLIGATION, "--to", "2017-02-10", "--reason", "chuyển trụ sở")
        self.cli("decline", OBLIGATION, "--reason", "đã đủ thời gian")
        self.assertIsNone(self.standing()["request"])
        self.assertEqual(self.standing()["deadline"]["last_permitted"], "2017-01-29")
        self.assertIn("không đồng ý gia hạn: đã đủ thời gian", self.cli("why", OBLIGATION).stdout)

    def test_escalations_are_announced_held_and_released_with_a_reason(self):
        before = self.forecast()
        self.assertEqual([one for one in before if one[0] > "2017-01-24"],
                         [("2017-01-25", "announced-2017-01-25"), ("2017-02-02", "+1.head"),
                          ("2017-02-03", "announced-2017-02-03"), ("2017-02-06", "+3.superior"),
                          ("2017-02-06", "+3.head"),
                          ("2017-02-07", "announced-2017-02-07"), ("2017-02-08", "+5.director")])
        none = self.cli("release", OBLIGATION, "--reason", "x", status=1)
        self.assertIn("chỉ cho gửi được thư đã giữ (hold)", none.stderr)
        done = self.cli("hold", OBLIGATION, "--reason", "đơn vị đang chống lũ", "--by", "bà Hạnh")
        self.assertIn("đã giữ thư báo quá hạn", done.stdout)
        self.assertEqual(self.standing()["held"], "đơn vị đang chống lũ")
        self.assertEqual(self.forecast(), [one for one in before if one[0] <= "2017-01-24"])
        twice = self.cli("hold", OBLIGATION, "--reason", "x", status=1)
        self.assertIn("đang được giữ: đơn vị đang chống lũ", twice.stderr)
        self.assertIn("giữ thư báo quá hạn: đơn vị đang chống lũ",
                      self.cli("why", OBLIGATION).stdout)
        on = self.cli("why", OBLIGATION, "--on", "2017-02-06").stdout
        self.assertIn("người phụ trách giữ thư báo quá hạn (đơn vị đang chống lũ)", on)
        self.cli("release", OBLIGATION, "--reason", "lũ đã rút")
        self.assertIsNone(self.standing()["held"])
        self.assertEqual(self.forecast(), before)

    def test_a_suspended_unit_is_told_nothing_and_the_forecast_knows_it(self):
        before = self.forecast()
        self.assertIn(("2017-01-23", "-2.contact"), before)
        done = self.cli("suspend", CAMPAIGN, "--units", f"{UNIT},ttyt-sa-pa", "--from",
                        "2017-01-19", "--to", "2017-02-05", "--reason", "lũ quét",
                        "--approver", "Giám đốc Sở")
        self.assertIn("thời hạn không đổi", done.stdout)
        self.assertEqual(self.standing()["standing"], "tạm dừng đến hết ngày 05/02/2017")
        self.assertEqual(self.standing()["deadline"]["last_permitted"], "2017-01-29")
        self.assertEqual(self.forecast(), [one for one in before if one[0] >= "2017-02-06"])

        self.cli("unsuspend", CAMPAIGN, "--units", UNIT, "--reason", "nước rút")
        self.assertEqual(self.forecast(), before)
        again = self.cli("unsuspend", CAMPAIGN, "--units", UNIT, "--reason", "x", status=1)
        self.assertIn(UNIT, again.stderr)

    def test_a_script_suspends_and_simulate_tells_what_the_forecast_tells(self):
        script = self.folder / "flood.jsonl"
        script.write_text(json.dumps(
            {"at": "2017-01-19T00:00:00+07:00", "do": "suspend", "campaign": CAMPAIGN,
             "units": [UNIT], "from": "2017-01-19", "to": "2017-02-05", "by": "tccb",
             "reason": "lũ quét", "approver": "Giám đốc Sở"}, ensure_ascii=False) + "\n")
        foreseen = self.forecast("--events", str(script))
        lines = self.cli("simulate", "--from", "2017-01-01", "--to", "2017-02-20", "--json",
                         "--events", str(script)).stdout.splitlines()
        simulated = [(line["at"][:10], line["rung"]) for line in map(json.loads, lines)
                     if (line["duty"], line["unit"]) == (DUTY, UNIT) and line["at"] > "2017-01-19"]
        self.assertEqual(foreseen, simulated)
        self.assertTrue(all(day >= "2017-02-06" for day, _ in foreseen))
        self.assertTrue(foreseen)

    def test_a_silence_is_shown_first_then_holds_and_lets_the_latest_go(self):
        before = self.forecast()
        words = ("--campaign", CAMPAIGN, "--units", UNIT, "--until", "24/01/2017", "--reason",
                 "hội nghị", "--by", "bà Hạnh")
        shown = self.cli("silence", *words, status=1)
        self.assertIn("giữ 04 lượt nhắc của 02 người", shown.stdout)
        self.assertIn(f"-2.contact  {OBLIGATION}", shown.stdout)
        self.assertIn("thêm --yes", shown.stderr)
        self.assertEqual(self.forecast(), before)

        done = self.cli("silence", *words, "--yes")
        self.assertIn("giữ thư nhắc đến hết ngày 24/01/2017", done.stdout)
        held = [one for one in before if one[0] > "2017-01-24"]
        held += [("2017-01-25", "-1.contact"), ("2017-01-25", "-1.head")]
        self.assertEqual(sorted(self.forecast()), sorted(held))
        why = "đến hết ngày 24/01/2017, người đặt bà Hạnh: hội nghị"
        for said in (self.cli("status").stdout, self.cli("silences").stdout,
                     self.cli("why", OBLIGATION).stdout,
                     self.cli("why", OBLIGATION, "--on", "2017-01-23").stdout):
            self.assertIn(why, said)
        self.assertIn(why, self.standing()["silenced"])
        self.assertIn("giữ thư nhắc (số 1)", self.cli("audit proof", OBLIGATION).stdout)
        again = self.cli("silence", *words, "--yes", status=1)
        self.assertIn("unsilence 1", again.stderr)

        self.cli("unsilence", "1", "--reason", "hội nghị hoãn")
        self.assertEqual(self.forecast(), before)
        self.assertIn("Không có đợt giữ thư nào", self.cli("silences").stdout)

    def test_a_script_silences_and_simulate_tells_what_the_forecast_tells(self):
        script = self.folder / "quiet.jsonl"
        script.write_text(json.dumps(
            {"at": "2017-01-19T00:00:00+07:00", "do": "silence", "campaign": CAMPAIGN,
             "duty": DUTY, "until": "2017-02-03", "by": "tccb", "reason": "hội nghị"},
            ensure_ascii=False) + "\n" + json.dumps(
            {"at": "2017-02-02T10:00:00+07:00", "do": "unsilence", "number": 1, "by": "tccb",
             "reason": "xong"}, ensure_ascii=False) + "\n")
        foreseen = self.forecast("--events", str(script))
        lines = self.cli("simulate", "--from", "2017-01-01", "--to", "2017-02-20", "--json",
                         "--events", str(script)).stdout.splitlines()
        simulated = [(line["at"][:10], line["rung"]) for line in map(json.loads, lines)
                     if (line["duty"], line["unit"]) == (DUTY, UNIT) and line["at"] > "2017-01-19"]
        self.assertEqual(foreseen, simulated)
        self.assertIn(("2017-02-02", "+1.head"), foreseen)
        self.assertNotIn(("2017-01-23", "-2.contact"), foreseen)

    def test_a_submission_recorded_by_mistake_is_taken_back(self):
        self.cli("submit", OBLIGATION, "--document", "7/ĐK", "--dated", "2017-01-18",
                 "--signer", "Giám đốc")
        self.assertEqual(self.forecast(), [])
        done = self.cli("reopen", OBLIGATION, "--reason", "ghi nhầm đơn vị")
        self.assertIn("còn ", done.stdout)
        now = self.standing()
        self.assertEqual((now["state"], now["arrived"], now["document"]), ("pending", None, None))
        self.assertIn(("2017-01-23", "-2.contact"), self.forecast())

    def test_a_submission_needs_a_letter_or_how_it_came(self):
        refused = self.cli("submit", OBLIGATION, "--document", "7/ĐK", status=1)
        for words in ("--dated", "--signer", "--reason"):
            self.assertIn(words, refused.stderr)
        self.assertEqual(self.standing()["state"], "pending")

    def test_a_phase_closed_by_hand_says_what_is_still_chased(self):
        done = self.cli("phase close", f"{CAMPAIGN}.dang-ky", "--reason", "họp giao ban")
        self.assertRegex(done.stdout,
                         r"đã kết thúc; còn \d+ nghĩa vụ chưa xong, vẫn được đôn đốc\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
