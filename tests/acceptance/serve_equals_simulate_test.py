"""What the daemon sends on its virtual clock is what `simulate` lists, no more and no less."""
import unittest

import world


class ServeEqualsSimulate(world.World):
    def test_sends_exactly_the_messages_that_simulate_lists(self):
        daemon = self.go_through()
        foreseen = world.messages_of(world.year_lines())
        sent = {}
        for name, raw in self.letters().items():
            letter = world.parse(raw)
            self.assertEqual(letter["Message-ID"], f"<{name}>")
            at = letter["Date"].datetime.isoformat()
            sent[name] = (letter["To"].addresses[0].addr_spec, str(letter["Subject"]), at)
        self.assertEqual(sent, foreseen)
        self.assertIn(f"{len(foreseen)} thư đã gửi, 0 còn chờ gửi, 0 không gửi", daemon.out.text())
        self.assertIn(str(self.spool), daemon.out.text())

    def test_tells_in_its_ledger_of_every_notice_that_simulate_lists(self):
        first, last = "2017-01-01", "2017-02-11"
        foreseen = {line["key"]: line["message"] for line in world.year_lines()
                    if line["at"] < last}
        daemon = self.until(last, first)
        told = {}
        for message in daemon.items("/api/v1/messages?limit=50"):
            whole = daemon.get(f"/api/v1/messages/{message['number']}")
            self.assertIn(whole["state"], {"sent", "suppressed"})
            name = world.parse(whole["text"].encode())["Message-ID"] if whole["text"] else ""
            for notice in whole["notices"]:
                self.assertEqual(notice["state"] == "suppressed", notice["key"] not in foreseen)
                if notice["state"] == "sent":
                    told[notice["key"]] = name.strip("<>")
        self.assertEqual(told, foreseen)


if __name__ == "__main__":
    unittest.main(verbosity=2)
