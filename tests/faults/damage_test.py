"""A database file that is cut short or has flipped bytes, and a copy that is put back."""
import random
import shutil
import sqlite3
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
import world  # noqa: E402

DAY, LATER = "2017-01-20", "2017-03-01"
FLIPS = 60


class Damage(world.World):
    @classmethod
    def setUpClass(cls):
        cls.past = cls.lived_until(DAY, events=world.EVENTS)
        cls.whole = (cls.past / "dondoc.db").read_bytes()

    def setUp(self):
        super().setUp()
        shutil.copytree(self.past, self.state)
        self.store = self.state / "dondoc.db"

    def refusal(self, last=LATER):
        """What it says when it does not start; empty if it did."""
        daemon = self.serve(last=last, more=["--exit"], starts=False)
        status = daemon.ended()
        self.assertIn(status, (0, 1), daemon.err.text())
        return daemon.err.text() if status else ""

    def test_is_refused_at_the_start_wherever_the_file_was_cut_and_the_way_back_is_told(self):
        size = len(self.whole)
        letters = self.letters()
        for left in (0, 1, 50, 4096, 5000, size // 3, size - 4096, size - 7):
            with self.subTest(left=left):
                self.store.write_bytes(self.whole[:left])
                said = self.refusal()
                self.assertIn("dondoc backup --store BẢN-SAO " + str(self.store), said)
                self.assertIn("byte" if left < 2 else "bị hỏng", said)
                self.assertEqual(self.store.stat().st_size, left, "it was written to")
        self.assertEqual(self.letters(), letters, "nothing was sent")
        self.edit(self.config, 'language     = "vi"', 'language     = "en"')
        self.assertIn("To put a copy back:", self.refusal())

    def test_finds_flipped_bytes_or_they_change_nothing(self):
        """A flip is refused, or mended from the journal, or lay where nothing is kept: then the
        daemon goes on to the very letters of an undamaged one."""
        chance = random.Random(20170130)
        refused = went_on = 0
        undamaged = self.letters_of_going_on()
        for _ in range(FLIPS):
            place, bit = chance.randrange(len(self.whole)), 1 << chance.randrange(8)
            with self.subTest(place=place, bit=bit):
                bytes_ = bytearray(self.whole)
                bytes_[place] ^= bit
                shutil.rmtree(self.state)
                shutil.copytree(self.past, self.state)
                self.store.write_bytes(bytes_)
                said = self.refusal("2017-02-03")
                if said:
                    refused += 1
                    self.assertIn("dondoc backup --store", said)
                    continue
                went_on += 1
                self.assertEqual(self.letters(), undamaged)
                self.cli("audit verify")
        print(f"flipped bytes: {refused} refused, {went_on} mended or without meaning",
              file=sys.stderr)
        self.assertGreater(refused, FLIPS // 4)

    def letters_of_going_on(self):
        self.assertEqual(self.refusal("2017-02-03"), "")
        return self.letters()

    def test_does_not_begin_anew_where_a_store_was_lost(self):
        self.store.unlink()
        self.assertIn("dondoc đã từng chạy ở đây", self.refusal())
        self.assertFalse(self.store.exists())
        (self.state / "token").unlink()
        self.assertEqual(self.refusal(DAY), "", "on purpose it does")

    def test_mends_tables_that_say_something_else_than_the_journal(self):
        database = sqlite3.connect(self.store)
        with database:
            database.execute("DELETE FROM agenda")
            database.execute("UPDATE obligations SET state = 'waived'")
        database.close()
        daemon = self.go_through(last=LATER)
        self.assertIn("được dựng lại từ nhật ký", daemon.err.text())
        self.assertEqual(set(self.letters()), set(world.messages_of(
            [line for line in world.year_lines() if line["at"] < LATER])))
        self.cli("audit verify")


class PutBack(world.World):
    def test_copies_beside_the_running_daemon_what_is_acknowledged(self):
        daemon = self.until(DAY)
        name = world.obligation("dang-ky-thi-dua", "bv-da-khoa-tinh")
        self.post(daemon, f"obligations/{name}/submit", {"by": "thu", "reason": "trực tiếp"})
        copy = self.folder / "copy.db"
        head = self.cli("backup", str(copy)).stdout.splitlines()[-1]
        self.post(daemon, "sending/pause", {"by": "thu", "reason": "sau bản sao"})
        self.assertEqual(daemon.stop(), 0)
        self.cli("audit verify", "--head", head)
        self.run_dondoc(["audit", "verify", "--store", str(copy), "--head", head])
        self.assertIn("submitted", self.run_dondoc(
            ["audit", "proof", name, "--store", str(copy), "--config", str(self.config),
             "--format", "json"]).stdout)
        self.assertIn("never overwritten", self.cli("backup", str(copy), status=1).stderr)
        self.assertEqual([one.name for one in self.folder.glob("copy.db*")], ["copy.db"])

    def test_sends_nothing_after_it_was_put_back_until_a_person_says_so(self):
        daemon = self.until("2017-01-11")
        copy = self.folder / "copy.db"
        self.cli("backup", str(copy))
        self.assertEqual(daemon.stop(), 0)
        self.go_through(last="2017-01-19")
        sent = self.letters()
        store = self.state / "dondoc.db"

        # The disk fails; the way of daemon/store/README.md.
        store.write_bytes(store.read_bytes()[:9000])
        moved = self.folder / "damaged"
        moved.mkdir()
        for file in self.state.glob("dondoc.db*"):
            file.rename(moved / file.name)
        self.run_dondoc(["backup", "--store", str(copy), str(store)])
        daemon = self.until("2017-01-19")
        pause = daemon.get("/api/v1/status")["paused"]
        self.assertEqual(pause["by"], "dondoc")
        self.assertIn("phục hồi từ bản sao", pause["reason"])
        self.assertIn("phục hồi từ bản sao", self.cli("status").stdout)
        self.assertEqual(self.letters(), sent, "nothing left")
        self.assertTrue(daemon.items("/api/v1/messages?state=queued"))
        self.cli("resume", "--reason", "đã nhập lại")
        self.assertEqual(daemon.stop(), 0)
        self.go_through(last="2017-01-20")
        # What was sent after the copy is sent again: the same letters under the same names.
        self.assertLessEqual(set(sent), set(self.letters()))
        self.cli("audit verify")

    def test_a_copy_that_is_laid_there_by_hand_waits_too(self):
        self.assertEqual(self.until("2017-01-11").stop(), 0)
        copy = self.folder / "copy.db"
        self.cli("backup", str(copy))
        shutil.copy(copy, self.state / "dondoc.db")
        letters = self.letters()
        daemon = self.until("2017-01-19")
        self.assertTrue(daemon.get("/api/v1/status")["paused"])
        self.assertEqual(self.letters(), letters)


if __name__ == "__main__":
    unittest.main(verbosity=2)
