"""The commands that a person gives to a running daemon."""
import json
import shutil
import unittest

import world
from world import CAMPAIGN, obligation

DUTY = "dang-ky-thi-dua"
UNIT = "bv-da-khoa-tinh"
OBLIGATION = obligation(DUTY, UNIT)


class Commands(world.World):
    """The daemon stands at midnight of 19 January; nobody has submitted anything."""

    @classmethod
    def setUpClass(cls):
        cls.past = cls.lived_until("2017-01-19")

    def setUp(self):
        super().setUp()
        shutil.copytree(self.past, self.state)
        self.daemon = self.until("2017-01-19", events=None)

    def why(self):
        return self.cli_json("why", OBLIGATION)[0]

    def go_on(self, last):
        self.assertEqual(self.daemon.stop(), 0)
        self.daemon = self.until(last, events=None)

    def rungs(self, unit=UNIT, duty=DUTY):
        return [(notice["moment"][:10], notice["rung"])
                for notice in self.daemon.why(duty, unit)["notices"]
                if notice["state"] == "sent" and notice["moment"] > "2017-01-19"]

    def test_submit_accept_and_return_change_what_they_say_and_why_tells_it(self):
        done = self.cli("submit", OBLIGATION, "--by", "bà Hạnh", "--document", "12/ĐK-BV",
                        "--dated", "2017-01-17", "--signer", "Giám đốc",
                        "--arrived", "2017-01-18")
        self.assertEqual(done.stdout, f"{OBLIGATION}: đã ghi việc nộp; đã nộp, chờ duyệt\n")
        why = self.why()
        self.assertEqual(why["obligation"]["state"], "submitted")
        self.assertEqual([why["obligation"][key] for key in
                          ("arrived", "document", "dated", "signer")],
                         ["2017-01-18", "12/ĐK-BV", "2017-01-17", "Giám đốc"])
        self.assertEqual(why["events"][-1]["by"], "bà Hạnh")

        done = self.cli("return", OBLIGATION, "--reason", "thiếu chữ ký", "--by", "tccb",
                        "--due", "2017-02-10")
        why = self.why()
        self.assertEqual((why["obligation"]["state"], why["obligation"]["round"]), ("returned", 2))
        self.assertEqual(why["obligation"]["deadline"]["granted"], "2017-02-10")
        self.assertIn("thiếu chữ ký", json.dumps(why["events"], ensure_ascii=False))

        self.cli("submit", OBLIGATION, "--reason", "nộp trực tiếp")
        answer, = self.cli_json("accept", OBLIGATION, "--by", "tccb")
        self.assertEqual((answer["id"], answer["state"]), (OBLIGATION, "accepted"))
        text = self.cli("why", OBLIGATION).stdout
        for part in (OBLIGATION, "Bệnh viện Đa khoa tỉnh", "đã tiếp nhận", "thiếu chữ ký",
                     "11/01/2017 07:30  đã gửi: đầu mối đơn vị, ", "bậc −10"):
            self.assertIn(part, text)
        self.go_on("2017-02-03")
        self.assertEqual(self.rungs(), [])

    def test_extend_moves_the_deadline_and_the_rungs(self):
        self.cli("extend", OBLIGATION, "--due", "2017-02-10", "--reason", "đang chuyển trụ sở",
                 "--approver", "Giám đốc Sở")
        why = self.why()
        self.assertEqual(why["obligation"]["deadline"]["last_permitted"], "2017-02-10")
        self.assertIn("đang chuyển trụ sở", json.dumps(why["events"], ensure_ascii=False))
        self.go_on("2017-02-04")
        self.assertEqual(self.rungs(), [
            ("2017-01-20", "-10.contact"), ("2017-02-03", "-5.contact"), ("2017-02-03", "-5.head")])

    def test_waive_frees_the_unit_and_needs_a_reason(self):
        refused = self.cli("waive", OBLIGATION, status=1)
        self.assertIn("lý do", refused.stderr)
        self.assertEqual(self.why()["obligation"]["state"], "pending")
        self.cli("waive", OBLIGATION, "--reason", "đơn vị mới thành lập",
                 "--approver", "Giám đốc Sở")
        self.assertEqual(self.why()["obligation"]["state"], "waived")
        self.go_on("2017-01-25")
        self.assertEqual(self.rungs(), [])

    def test_status_counts_and_says_the_virtual_day(self):
        before, = self.cli_json("status")
        self.assertTrue(before["virtual_clock"])
        self.assertEqual((before["today"], before["working_day"]), ("2017-01-19", True))
        self.assertEqual(before["next_moment"], "2017-01-23T07:30:00+07:00")
        self.cli("submit", OBLIGATION, "--reason", "nộp trực tiếp")
        after, = self.cli_json("status")
        self.assertEqual(after["counters"]["submitted"], before["counters"]["submitted"] + 1)
        text = self.cli("status").stdout
        self.assertIn("19/01/2017", text)
        self.assertRegex(text, rf"{CAMPAIGN} +đang thực hiện +Công tác thi đua")
        self.assertIn("2017-01-19", self.cli("status", "--lang", "en").stdout)
        self.assertIn("Không có gì quá hạn", self.cli("status", "--overdue").stdout)

    def test_status_lists_what_is_overdue_and_whom_to_ring(self):
        self.go_on("2017-02-03")
        text = self.cli("status").stdout
        self.assertIn("\nQuá hạn\n", text)
        self.assertIn("Bệnh viện Đa khoa tỉnh: Bản đăng ký thi đua năm 2017\n"
                      "      quá hạn 02 ngày làm việc, ngày cuối: 29/01/2017; Gọi cho: ", text)
        self.assertIn("      " + OBLIGATION + "\n", text)
        overdue = self.cli_json("status", "--overdue")
        self.assertEqual(len(overdue), self.cli_json("status")[0]["counters"]["overdue"])
        self.assertIn(OBLIGATION, [one["id"] for one in overdue])
        every = self.cli("status", "--overdue").stdout
        self.assertEqual(every.count("Gọi cho: "), len(overdue))

    def test_pause_holds_all_sending_and_resume_lets_it_go_inside_the_window(self):
        # So that the rung −10 falls on Friday 20/01.
        self.cli("extend", OBLIGATION, "--due", "2017-02-10", "--reason", "đang chuyển trụ sở",
                 "--approver", "Giám đốc Sở")
        before = self.letters()
        self.assertIn("lý do", self.cli("pause", status=1).stderr)
        self.cli("pause", "--reason", "sửa máy chủ thư", "--by", "quản trị")
        self.assertIn("sửa máy chủ thư", self.cli("pause", "--reason", "x", status=1).stderr)
        paused = self.cli_json("status")[0]["paused"]
        self.assertEqual(paused, {"by": "quản trị", "reason": "sửa máy chủ thư"})
        self.go_on("2017-01-21")
        self.assertEqual(self.letters(), before, "nothing leaves while sending is paused")
        self.assertTrue(self.daemon.items("/api/v1/messages?state=queued"))
        self.cli("resume", "--reason", "xong", "--by", "quản trị")
        self.assertIsNone(self.cli_json("status")[0]["paused"])
        self.assertIn("không bị tạm dừng", self.cli("resume", "--reason", "x", status=1).stderr)
        self.go_on("2017-01-24")
        self.assertEqual(self.daemon.items("/api/v1/messages?state=queued"), [])
        self.assertEqual(self.rungs(), [("2017-01-20", "-10.contact")])
        # It was resumed on Saturday at midnight: what had waited left on Monday morning.
        left = {one["settled"] for one in self.daemon.items("/api/v1/messages?limit=500")
                if one["moment"] >= "2017-01-19"}
        self.assertEqual(left, {"2017-01-23T07:30:00+07:00"})

    def test_a_held_phase_keeps_its_notices_and_a_released_one_goes_on(self):
        phase = f"{CAMPAIGN}.dang-ky"
        answer, = self.cli_json("phase hold", phase, "--reason", "chờ ý kiến", "--by", "tccb")
        self.assertEqual(answer["state"], "held")
        self.go_on("2017-01-24")
        self.assertEqual(self.rungs(), [])
        self.assertTrue(self.rungs("so-y-te-lao-cai", "ho-so-khen-thuong-cap-tren"),
                        "other phases go on")
        self.cli("phase release", phase, "--reason", "có ý kiến")
        self.go_on("2017-01-25")
        self.assertEqual([rung for _, rung in self.rungs()], ["-1.contact", "-1.head"])

    def test_a_skipped_phase_frees_its_units(self):
        self.cli("phase skip", f"{CAMPAIGN}.dang-ky", "--reason", "không tổ chức")
        self.go_on("2017-01-25")
        self.assertEqual(self.rungs(), [])
        self.assertEqual(self.why()["obligation"]["state"], "withdrawn")

    def test_a_phase_is_opened_and_closed_by_hand_once(self):
        phase = f"{CAMPAIGN}.so-ket"
        for verb, state in (("open", "open"), ("close", "closed")):
            answer, = self.cli_json(f"phase {verb}", phase, "--reason", "họp giao ban")
            self.assertEqual((answer["state"], answer["by_hand"]), (state, True))
            refused = self.cli(f"phase {verb}", phase, "--reason", "họp giao ban", status=1)
            self.assertIn("Giai đoạn đang ở trạng thái", refused.stderr)
            shown = next(one for one in self.daemon.get(f"/api/v1/campaigns/{CAMPAIGN}")["phases"]
                         if one["id"] == "so-ket")
            self.assertEqual(shown["state"], state)
        missing = self.cli("phase open", f"{CAMPAIGN}.so-kte", "--reason", "x", status=1)
        self.assertIn("so-kte", missing.stderr)

    def test_json_is_one_object_a_line_and_a_refusal_too(self):
        for words in (["status"], ["why", OBLIGATION],
                      ["submit", OBLIGATION, "--reason", "gọi điện"]):
            answers = self.cli_json(*words)
            self.assertEqual(len(answers), 1)
            self.assertIsInstance(answers[0], dict)
        refusal, = self.cli_json("submit", OBLIGATION, "--reason", "gọi điện", status=1)
        self.assertEqual((refusal["status"], refusal["code"]), (409, "already_submitted"))


class Workday(world.World):
    def test_says_why_a_day_is_none(self):
        done = self.cli("workday", "2017-01-26")
        self.assertIn("Tết Nguyên đán", done.stdout)
        self.assertIn("nghỉ", done.stdout)
        line, = self.cli_json("workday", "2017-01-26")
        self.assertEqual((line["date"], line["working"]), ("2017-01-26", False))
        self.assertIn("Tết Nguyên đán", line["why"])
        self.assertIn("Chủ nhật", self.cli("workday", "2017-01-22").stdout)

    def test_counts_working_days_forward_and_back(self):
        days = [line["date"] for line in self.cli_json("workday", "2017-01-25", "5")]
        self.assertEqual(days, ["2017-01-25", "2017-02-08"])
        days = [line["date"] for line in self.cli_json("workday", "2017-02-02", "-5")]
        self.assertEqual(days, ["2017-02-02", "2017-01-19"])

    def test_refuses_what_is_no_day(self):
        self.assertIn("2017-02-30", self.cli("workday", "2017-02-30", status=2).stderr)


class Check(world.World):
    def test_finds_no_error_in_the_samples(self):
        self.cli("check")
        self.assertNotIn("error", [line["severity"] for line in self.cli_json("check")])

    def test_warns_without_failing_unless_it_is_strict(self):
        organisation = self.folder / "etc/organisation.toml"
        self.edit(organisation, 'address = "tccb@bv-san-nhi.example"\n', "")
        warned = self.cli("check").stdout
        self.assertIn("bv-san-nhi-tccb", warned)
        self.cli("check", "--strict", status=1)

    def test_tells_all_faults_at_once_with_their_place(self):
        self.edit(self.campaign, 'kind  = "launch"', 'kind  = "lauch"')
        self.edit(self.campaign, 'to          = "ubnd-tinh"', 'deliver_to  = "ubnd-tinh"')
        done = self.cli("check", status=1)
        errors = [line for line in done.stdout.splitlines() if "error:" in line]
        self.assertEqual(len(errors), 2)
        for line, word in zip(errors, ("lauch", "deliver_to")):
            self.assertRegex(line, rf"^campaigns/lao-cai-2017\.toml:\d+:\d+: error: .*{word}")
        self.assertEqual(len({line["line"] for line in self.cli_json("check", status=1)
                              if line["severity"] == "error"}), 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
