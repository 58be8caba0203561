"""`dondoc audit`: the journal proven from the store's file, with the daemon running or stopped."""
import hashlib
import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import unittest

import world

DUTY = "dang-ky-thi-dua"
LATE = world.obligation(DUTY, "ttyt-bat-xat")


def field(value):
    encoded = ("" if value is None else str(value)).encode("utf-8")
    return len(encoded).to_bytes(8, "big") + encoded


def recomputed(line):
    """The hash of a line by the recipe of daemon/store/README.md."""
    names = ("row", "step", "at", "actor", "kind", "subject", "event", "body", "next_at")
    return hashlib.sha256(bytes.fromhex(line["before"]) +
                          b"".join(field(line[name]) for name in names)).hexdigest()


class Audit(world.World):
    @classmethod
    def setUpClass(cls):
        """The year until everybody up to the director was told that nothing has arrived."""
        past = world.World()
        past.setUp()
        cls.addClassCleanup(past.doCleanups)
        past.assertEqual(past.until("2017-02-15", events=None).stop(), 0)
        cls.past = past

    def setUp(self):
        super().setUp()
        shutil.copytree(self.past.state, self.state)
        self.store = self.state / "dondoc.db"

    def tamper(self, *statements):
        database = sqlite3.connect(self.store)
        with database:
            for statement in statements:
                database.execute(statement)
        database.close()

    def head(self):
        return self.cli("audit head").stdout.strip()

    def test_finds_a_year_whole_and_prints_its_head(self):
        done = self.cli("audit verify", "--lang", "en")
        self.assertIn("the journal is whole", done.stdout)
        self.assertEqual(done.stdout.splitlines()[-1], self.head())
        row = int(self.head().split()[0].split(":")[1])
        database = sqlite3.connect(self.store)
        self.assertEqual((row,), database.execute("SELECT count(*) FROM journal").fetchone())
        database.close()

    def test_works_beside_a_running_daemon(self):
        daemon = self.until("2017-02-20", events=None)
        self.assertTrue(self.cli_json("audit verify")[0]["holds"])
        before = self.head()
        status, _, _ = self.post(daemon, "sending/pause", {"by": "thu", "reason": "kiểm toán"})
        self.assertEqual(status, 200)
        self.assertNotEqual(self.head(), before)
        self.assertEqual(self.cli_json("audit verify", "--head", before)[0]["heads_kept"], 1)
        self.assertEqual(daemon.stop(), 0)
        self.assertTrue(self.cli_json("audit verify", "--head", before)[0]["holds"])

    def test_leaves_the_folder_of_a_stopped_daemon_as_it_was(self):
        before = sorted(self.state.rglob("*"))
        self.cli("audit verify")
        self.cli("audit head")
        self.cli("audit proof", LATE)
        self.assertEqual(sorted(self.state.rglob("*")), before)
        self.assertFalse((self.state / "dondoc.db-wal").exists())

    def test_reads_a_copy_of_the_store_without_any_configuration(self):
        copy = self.folder / "copy.db"
        shutil.copy(self.store, copy)
        nowhere = ["--config", str(self.folder / "nothing.toml"), "--store", str(copy)]
        self.run_dondoc(["audit", "verify", *nowhere])
        proof = self.run_dondoc(["audit", "proof", LATE, *nowhere]).stdout
        self.assertIn(LATE, proof)

    def test_names_the_first_row_that_was_flipped_or_taken_out(self):
        kept = self.head()
        self.tamper("UPDATE journal SET actor = 'ai đó' WHERE number = 40")
        done = self.cli("audit verify", status=1)
        self.assertIn("dòng 40: đã bị sửa", done.stdout)
        self.assertIn("row 40: was changed", done.stdout)
        self.tamper("DELETE FROM journal WHERE number = 30")
        fault = self.cli_json("audit verify", "--head", kept, status=1)[0]["journal"]
        self.assertEqual((fault["row"], fault["what"]), (30, "missing"))

    def test_finds_rows_cut_off_at_the_end_by_the_head_that_was_kept(self):
        kept = self.head()
        self.tamper("DELETE FROM journal WHERE number > 50",
                    "UPDATE daemon SET journal_number = 50, journal_hash = "
                    "(SELECT hash FROM journal WHERE number = 50)")
        fault = self.cli_json("audit verify", "--head", kept, status=1)[0]["journal"]
        self.assertEqual((fault["row"], fault["what"]), (51, "cut_off"))
        self.assertIsNone(self.cli_json("audit verify", status=1)[0]["journal"])

    def test_finds_an_edited_projection_and_what_the_journal_says_of_it(self):
        self.tamper(f"UPDATE obligations SET state = 'waived' WHERE id = '{LATE}'",
                    "UPDATE messages SET last_answer = '250 ok' WHERE number = 1")
        found = self.cli_json("audit verify", status=1)[0]
        self.assertIsNone(found["journal"])
        self.assertEqual([(one["table"], one["row"]) for one in found["projections"]][0],
                         ("obligations", LATE))
        self.assertEqual(found["projections"][0]["columns"],
                         [{"name": "state", "stands": "'waived'", "by_journal": "'pending'"}])
        self.assertIn("messages", [one["table"] for one in found["projections"]])

    def test_finds_the_text_of_a_letter_that_was_changed(self):
        self.tamper("UPDATE texts SET text = CAST('khác' AS BLOB) WHERE row = 1")
        done = self.cli("audit verify", "--lang", "vi", status=1)
        self.assertIn("nội dung đã bị sửa của thư", done.stdout)

    def test_proves_who_was_told_what_row_by_row(self):
        proof = json.loads(self.cli("audit proof", LATE, "--format", "json", "--texts").stdout)
        self.assertTrue(proof["holds"])
        for line in proof["lines"]:
            self.assertEqual(recomputed(line), line["hash"], line["words"])
        rows = [line["row"] for line in proof["lines"]]
        self.assertEqual(rows, sorted(rows))
        self.check_calendar(proof)
        self.check_messages(proof)

    def check_calendar(self, proof):
        applied = next(one for one in proof["lines"] if one["event"] == "campaign_applied")
        calendar = (self.folder / "etc/calendars/vietnam.toml").read_bytes()
        self.assertEqual(json.loads(applied["body"])["calendar"],
                         hashlib.sha256(calendar).hexdigest())

    def check_messages(self, proof):
        """Each letter of the spool that speaks of the unit is in it, byte for byte, and the
        notices are those that `why` tells of."""
        letters = self.past.letters()
        told = [one for one in proof["lines"] if one["event"] == "notice_fell_due"]
        self.assertEqual({one["message"] for one in told},
                         {one["key"] for one in proof["messages"]})
        self.assertGreaterEqual(len(told), 6)
        for message in proof["messages"]:
            composed = [json.loads(one["body"]) for one in proof["lines"]
                        if one["subject"] == message["key"] and one["event"] == "message_composed"]
            self.assertEqual(len(composed), 1, message["key"])
            letter = letters[composed[0]["id"]]
            self.assertEqual(message["text"].encode(), letter)
            self.assertEqual(hashlib.sha256(letter).hexdigest(), composed[0]["sha256"])
            parsed = world.parse(letter)
            self.assertEqual(parsed["Message-ID"].strip("<>"), composed[0]["id"])
            self.assertIn(composed[0]["name"], str(parsed["To"]))
            self.assertIn(composed[0]["address"], str(parsed["To"]))
            answers = [one for one in proof["lines"] if one["subject"] == message["key"]
                       and one["event"] == "delivery_succeeded"]
            self.assertEqual(len(answers), 1)

    def test_proves_in_words_for_people(self):
        text = self.cli("audit proof", LATE).stdout
        for part in ("TRÍCH NHẬT KÝ VỀ MỘT NGHĨA VỤ", "KẾ HOẠCH VÀ LỊCH LÀM VIỆC", "DIỄN BIẾN",
                     "THƯ", "thời gian trước 30/01/2017", self.head(), "07:30 ngày 02/02/2017",
                     "thủ trưởng đơn vị"):
            self.assertIn(part, text)
        english = self.cli("audit proof", LATE, "--lang", "en").stdout
        self.assertIn("head of the unit", english)

    def test_tells_what_is_of_the_configuration_apart_from_the_journal(self):
        text = self.cli("audit proof", LATE).stdout
        journal, plan = text.split("Theo cấu hình hiện nay, không có trong nhật ký (")
        self.assertNotIn("Căn cứ", journal)
        for part in ("Căn cứ: «", "Trung tâm Y tế huyện Bát Xát"):
            self.assertIn(part, plan)
        self.assertEqual(self.proof_json()["configuration"], "as_applied")

    def proof_json(self):
        return json.loads(self.cli("audit proof", LATE, "--format", "json").stdout)

    def test_takes_nothing_from_a_configuration_that_was_edited_since(self):
        self.edit(self.campaign, "thời gian trước 30/01/2017", "thời gian trước 30/06/2017")
        text = self.cli("audit proof", LATE).stdout
        self.assertIn("Cấu hình hiện nay khác phiên bản áp dụng sau cùng trong nhật ký", text)
        self.assertIn("nguyên vẹn", text)
        for part in ("Căn cứ", "30/06/2017", "Trung tâm Y tế huyện Bát Xát"):
            self.assertNotIn(part, text.split("DIỄN BIẾN")[0])
        self.assertEqual(self.proof_json()["configuration"], "differs")

    def test_audits_beside_a_plan_that_is_being_edited(self):
        state = self.folder / "elsewhere"
        self.state.rename(state)
        self.edit(self.config, 'state_directory = "', f'state_directory = "{state}" # "')
        self.edit(self.config, 'language     = "vi"', 'language = "xx"')
        words = ["--config", str(self.config)]
        self.run_dondoc(["audit", "verify", *words])
        self.run_dondoc(["audit", "head", *words])
        proof = self.run_dondoc(["audit", "proof", LATE, *words]).stdout
        self.assertIn("Không đọc được cấu hình: người và đơn vị ghi bằng mã.", proof)

    def test_mails_what_the_timer_of_the_systemd_readme_finds_and_fails_with_it(self):
        readme = (world.SOURCE / "systemd/README.md").read_text(encoding="utf-8")
        command = next(line for line in readme.splitlines() if "dondoc audit verify" in line
                       and line.startswith("ExecStart=")).removeprefix("ExecStart=")
        words = shlex.split(command.replace("$$", "$").replace("%%", "%"))
        programs = self.folder / "bin"
        programs.mkdir()
        self.program(programs / "dondoc",
                     f'exec {world.DONDOC} "$@" --store {self.store} --config {self.config}')
        mail = self.folder / "mail"
        self.program(programs / "mail", f"cat > {mail}")

        def week():
            done = subprocess.run(words, env={**os.environ, "PATH": f"{programs}:/usr/bin:/bin"})
            return done.returncode, mail.read_text(encoding="utf-8")

        head = self.head()
        status, text = week()
        self.assertEqual((status, text.splitlines()[-1]), (0, head))
        self.tamper("UPDATE journal SET actor = 'ai đó' WHERE number = 40")
        status, text = week()
        self.assertEqual(status, 1)
        self.assertIn("row 40: was changed", text)
        self.store.unlink()
        status, text = week()
        self.assertEqual(status, 1)
        self.assertIn("cannot be opened: No such file or directory", text)
        self.program(programs / "mail", "exit 75")
        self.assertEqual(week()[0], 75)

    @staticmethod
    def program(file, line):
        file.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        file.chmod(0o755)

    def test_says_that_there_is_no_proof_of_what_is_not_there(self):
        done = self.cli("audit proof", world.obligation(DUTY, "khong-co"), status=1)
        self.assertEqual(done.stdout, "")
        self.assertIn("nhật ký không có nghĩa vụ", done.stderr)
        self.assertIn("the journal has no obligation", done.stderr)
        self.cli("audit proof", "khong-phai-ma", status=2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
