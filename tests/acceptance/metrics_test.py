"""What Prometheus is told, and the shipped alert rules, judged by Prometheus' own tool."""
import os
import re
import subprocess
import unittest

import world

PROMTOOL = os.environ["DONDOC_PROMTOOL"]
RULES = world.SOURCE / "config/samples/prometheus/dondoc.rules.yml"


class Metrics(world.World):
    def promtool(self, *words, text=None):
        done = subprocess.run([PROMTOOL, *words], input=text, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode())
        return (done.stdout + done.stderr).decode()

    def test_the_exposition_is_clean(self):
        daemon = self.until("2017-02-06")
        status, headers, text = daemon.ask("/metrics")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        self.assertIn(b'dondoc_message_lag_seconds_bucket{channel="mail",le="0.1"}', text)
        self.assertEqual(self.promtool("check", "metrics", text=text), "")

    def test_the_alert_rules_say_what_they_should(self):
        self.assertIn("SUCCESS", self.promtool("check", "rules", str(RULES)))
        cases = (world.SOURCE / "tests/acceptance/rules_test.yml").read_text(encoding="utf-8")
        file = self.folder / "cases.yml"
        file.write_text(cases.replace("RULES", str(RULES)), encoding="utf-8")
        self.assertIn("SUCCESS", self.promtool("test", "rules", str(file)))

    def test_every_metric_that_a_rule_asks_for_is_told(self):
        text = self.until("2017-01-10").ask("/metrics")[2].decode()
        told = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE ")}
        asked = set(re.findall(r"\bdondoc_\w+", RULES.read_text(encoding="utf-8")))
        self.assertGreater(len(asked), 8)
        self.assertLessEqual(asked, told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
