"""Targets, gates and the record of a unit, asked of a running daemon."""
import json
import re
import unittest

import world
from world import CAMPAIGN, obligation

UNIT = "bv-da-khoa-tinh"
REGISTRATION = obligation("dang-ky-thi-dua", UNIT)
REPORT = obligation("bao-cao-so-ket", UNIT)

PHONE = ("--reason", "báo qua điện thoại")

INDICATOR = '''
[[indicator]]
id          = "hai-long"
title       = "Tỷ lệ hài lòng của người bệnh"
comparator  = ">="
value       = "90"
unit        = "percent"
level       = "unit"
reviewed_in = ["bao-cao-so-ket"]

[[gate]]'''


class Accounts(world.World):
    """The sample plan with one target; the daemon stands where the test wants it."""

    def setUp(self):
        super().setUp()
        self.edit(self.campaign, "\n[[gate]]", INDICATOR)

    def test_units_register_targets_and_report_what_they_reached(self):
        daemon = self.until("2017-01-19", events=None)
        self.cli("submit", REGISTRATION, *PHONE, "--figure", "hai-long=92,5", "--by", "tccb")
        self.assertEqual(daemon.stop(), 0)
        daemon = self.until("2017-06-13", events=None)
        refused = self.cli("submit", REPORT, *PHONE, "--figure", "hai-long=925", status=1)
        self.assertIn("không thể quá 100%", refused.stderr)
        refused = self.cli("submit", REPORT, *PHONE, "--figure", "hai-log=92", status=1)
        self.assertIn("có phải là «hai-long»?", refused.stderr)
        self.assertIn("write it as", self.cli("submit", REPORT, "--figure", "92", status=2).stderr)
        self.cli("submit", REPORT, "--figure", "hai-long=91.5", "--document", "45/BC-BV",
                 "--dated", "2017-06-12", "--signer", "Giám đốc")

        account, = self.cli_json("indicators", CAMPAIGN)
        target, = account["items"]
        unit, = target["units"]
        self.assertEqual((unit["target"]["value"], unit["actual"]["value"]), ("92.5", "91.5"))
        self.assertEqual((unit["plan"], unit["own"]), ("met", "not_yet"))
        self.assertEqual((target["met"], target["not_yet"]), (1, 0))
        told = self.cli("indicators", CAMPAIGN).stdout
        self.assertRegex(told, rf"92,5% +91,5% +đạt +chưa đạt +Bệnh viện Đa khoa tỉnh \({UNIT}\)")
        self.assertRegex(told, r"Đăng ký: 1/\d+; Báo cáo: 1/\d+; Kết quả: ")
        self.assertRegex(self.cli("indicators", CAMPAIGN, "--lang", "en").stdout,
                         r"92\.5% +91\.5% +met +not yet ")
        why, = self.cli_json("why", REPORT)
        self.assertEqual(why["events"][-1]["words"],
                         "đã nộp, văn bản đến ngày 13/6/2017, số 45/BC-BV, ký ngày 12/6/2017, "
                         "người ký: Giám đốc; kết quả chỉ tiêu hai-long 91,5")
        page = daemon.ask(f"/campaigns/{CAMPAIGN}")[2].decode()
        self.assertIn("91,5%", page)

        before = account["items"]
        self.assertEqual(daemon.kill(), -9)
        self.until("2017-06-13", events=None)
        self.assertEqual(self.cli_json("indicators", CAMPAIGN)[0]["items"], before)

    def test_no_registration_no_title(self):
        self.until("2017-02-07", events=None)
        self.cli("submit", REGISTRATION, "--arrived", "2017-02-06", "--document", "12/ĐK-BV",
                 "--dated", "2017-02-03", "--signer", "Giám đốc")
        account, = self.cli_json("eligibility", CAMPAIGN)
        passed = [unit["unit"] for unit in account["items"] if unit["passed"]]
        self.assertEqual(passed, [UNIT])
        self.assertGreater(len(account["items"]), 10)
        lines = self.cli("eligibility", CAMPAIGN).stdout
        self.assertIn("đã nộp ngày 06/02/2017, số 12/ĐK-BV, trễ hạn 03 ngày làm việc", lines)
        self.assertIn("chưa nộp, quá hạn 04 ngày làm việc", lines)

    def test_a_units_record_says_how_it_is_counted(self):
        self.until("2017-02-07", events=None)
        self.cli("submit", REGISTRATION, *PHONE, "--arrived", "2017-02-06")
        record, = self.cli_json("record", UNIT)
        line = next(item for item in record["items"] if item["obligation"] == REGISTRATION)
        self.assertEqual((line["how"], line["days_late"], line["arrived"]),
                         ("late", 3, "2017-02-06"))
        self.assertEqual((record["sum"]["late"], record["sum"]["days_late"]), (1, 3))
        text = self.cli("record", UNIT).stdout
        self.assertIn("Cách tính", text)
        self.assertRegex(text, r"Trạng thái +Ngày cuối +Ngày làm việc trễ +Trả lại +Gia hạn +"
                               r"Ngày đến")
        self.assertRegex(text, r"nộp trễ hạn +29/01/2017 +3 +0 +0 +06/02/2017  .*\(" +
                         re.escape(REGISTRATION))
        self.assertRegex(text, r"\n  1 +trễ hạn\n")
        self.assertIn(REGISTRATION, text)
        self.assertIn("có phải là", self.cli("record", "bv-da-khoa-tin", status=1).stderr)

    def test_a_script_hands_in_figures_too(self):
        script = self.folder / "events.jsonl"
        script.write_text(json.dumps({
            "at": "2017-01-16T09:00:00+07:00", "do": "submit", "obligation": REGISTRATION,
            "reason": "báo qua điện thoại", "figures": {"hai-long": "95"}}) + "\n")
        self.until("2017-01-19", events=script)
        unit, = self.cli_json("indicators", CAMPAIGN)[0]["items"][0]["units"]
        self.assertEqual(unit["target"]["value"], "95")


if __name__ == "__main__":
    unittest.main(verbosity=2)
