"""Letters by a webhook and by a command, from the plan to the other side and back."""
import json
import unittest

import world
from hook import Hook

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
FORTNIGHT = "2017-01-12"


def foreseen(last=FORTNIGHT):
    return world.messages_of([line for line in world.year_lines() if line["at"] < last])


class ByWebhook(world.World):
    def hook(self, *answer):
        hook = Hook(*answer)
        self.addCleanup(hook.stop)
        return hook

    def secret(self, name, text):
        (self.folder / "etc" / name).write_text(text + "\n", encoding="utf-8")
        return name

    def post_to(self, hook, **keys):
        self.send_by(type="webhook", url=hook.url(),
                     secret_file=self.secret("hook-secret", SECRET), **keys)

    def test_every_letter_arrives_once_signed_under_its_key(self):
        hook = self.hook()
        self.post_to(hook, token_file=self.secret("hook-token", "open-sesame"))
        self.go_through(last=FORTNIGHT)
        expected = foreseen()
        self.assertTrue(expected)
        arrived = sorted((post.key, post.json["recipient"]) for post in hook.posts)
        self.assertEqual(arrived, sorted((key, one[0]) for key, one in expected.items()))
        for post in hook.posts:
            self.assertTrue(post.is_signed_with(SECRET))
            self.assertFalse(post.is_signed_with("whsec_" + "A" * 32))
            self.assertEqual(post.headers["Authorization"], "Bearer open-sesame")
            self.assertEqual(post.json["id"], post.key)
            self.assertTrue(expected[post.key][1] in post.json["subject"])
            self.assertIn("Kính gửi", post.json["text"])

    def test_a_lost_reply_is_shown_and_repeated_with_the_same_key_and_bytes(self):
        lost = {}

        def forget_the_first(number, post):
            return None if lost.setdefault(post.key, number) == number else (200, {}, "ok")

        hook = self.hook(forget_the_first)
        self.post_to(hook)
        daemon = self.until(FORTNIGHT)
        bodies = {}
        for post in hook.posts:
            bodies.setdefault(post.key, []).append(post.body)
        self.assertEqual(set(bodies), set(foreseen()))
        for posted in bodies.values():
            self.assertEqual(len(posted), 2)
            self.assertEqual(posted[0], posted[1])
        for message in daemon.items("/api/v1/messages"):
            self.assertEqual((message["state"], message["attempts"]), ("sent", 2))
            self.assertTrue(message["unknown"])

    def test_asks_again_no_sooner_than_the_server_asks_for(self):
        hook = self.hook(lambda number, _: (429, {"Retry-After": 5400}, "slow down")
                         if number == 1 else (200, {}, "ok"))
        self.post_to(hook)
        self.go_through(last=FORTNIGHT)
        again = [post.sent_at for post in hook.posts if post.key == hook.posts[0].key]
        self.assertEqual(len(again), 2)
        self.assertIn(again[1] - again[0], range(5400, 5408))

    def test_shows_what_a_server_refuses_and_none_of_the_secrets_it_repeats(self):
        hook = self.hook(lambda _, post: (
            403, {}, f"no {post.path} {post.headers['Authorization']} here"))
        self.send_by(type="webhook", url_file=self.secret("hook-url", hook.url("/xyzzy/plugh")),
                     secret_file=self.secret("hook-secret", "whsec_" + "xyzzy123" * 4),
                     token_file=self.secret("hook-token", "xyzzy-token"))
        daemon = self.until(FORTNIGHT)
        failed = daemon.items("/api/v1/messages?state=failed")
        self.assertEqual(len(failed), len(foreseen()))
        self.assertEqual(len(hook.posts), len(failed))
        said = failed[0]["last_answer"]
        self.assertIn("403 no *** Bearer *** here", said)
        number = failed[0]["number"]
        seen = [json.dumps(daemon.get(f"/api/v1/messages/{number}"))]
        for page in ("/", "/messages", f"/messages/{number}"):
            status, _, body = daemon.ask(page)
            self.assertEqual(status, 200, page)
            seen.append(body.decode())
        self.assertIn("403 no ***", "".join(seen))
        preview = self.cli("apply", "--yes", "--json").stdout
        self.assertEqual(daemon.stop(), 0)
        for text in [*seen, preview, daemon.err.text(), daemon.out.text()]:
            self.assertNotIn("xyzzy", text)
        for file in self.state.rglob("*"):
            if file.is_file():
                self.assertNotIn(b"xyzzy", file.read_bytes(), file)

    def test_posts_to_a_chat_in_its_own_form(self):
        hook = self.hook()
        self.post_to(hook, payload="slack")
        self.go_through(last="2017-01-05")
        self.assertTrue(hook.posts)
        for post in hook.posts:
            self.assertEqual(list(post.json), ["text"])
            self.assertTrue(post.json["text"].startswith("*["))

    def test_a_rehearsal_goes_by_mail_and_not_to_the_chat(self):
        hook = self.hook()
        table = ('[channel.chat]\ntype = "webhook"\nurl = "' + hook.url() + '"\n'
                 'from = { name = "Đôn đốc", address = "dondoc@syt-laocai.example" }\n\n')
        self.edit(self.config, "[channel.mail]", table + "[channel.mail]")
        self.edit(self.config, 'channel      = "mail"', 'channel      = "chat"')
        self.edit(self.config, 'zone         =',
                  'rehearsal    = "thu@syt-laocai.example"\nzone         =')
        self.go_through(last="2017-01-05")
        self.assertEqual(hook.posts, [])
        letters = [world.parse(raw) for raw in self.letters().values()]
        self.assertTrue(letters)
        for letter in letters:
            self.assertEqual(letter["To"].addresses[0].addr_spec, "thu@syt-laocai.example")

    def test_does_not_start_without_its_secret(self):
        self.send_by(type="webhook", url="https://chat.example/hook", secret_file="not-there")
        daemon = self.serve(starts=False)
        self.assertNotEqual(daemon.ended(), 0)
        self.assertIn("secret_file", daemon.err.text())
        self.assertIn("cannot be read", daemon.err.text())


class ByCommand(world.World):
    def program(self, lines):
        """A script of these lines; `$1` is a folder of its own."""
        file = self.folder / "program"
        file.write_text("#!/bin/sh\n" + lines + "\n", encoding="utf-8")
        file.chmod(0o755)
        seen = self.folder / "seen"
        seen.mkdir()
        self.send_by(type="command", command=[str(file), str(seen)])
        return seen

    def test_every_letter_is_handed_to_the_program_once(self):
        seen = self.program('cat > "$1/$DONDOC_ID"; echo "$DONDOC_TO" >> "$1.log"; echo "xong"')
        daemon = self.until(FORTNIGHT)
        expected = foreseen()
        arrived = {file.name: json.loads(file.read_text(encoding="utf-8"))
                   for file in seen.iterdir()}
        self.assertEqual(set(arrived), set(expected))
        for key, letter in arrived.items():
            self.assertEqual(letter["recipient"], expected[key][0])
            self.assertIn(expected[key][1], letter["subject"])
        log = (self.folder / "seen.log").read_text().splitlines()
        self.assertEqual(len(log), len(expected), "each once")
        for message in daemon.items("/api/v1/messages"):
            self.assertEqual(message["state"], "sent")
            self.assertEqual(message["last_answer"], "exit 0: xong")

    def test_a_person_is_called_by_the_name_that_the_channel_knows(self):
        seen = self.program('echo "$DONDOC_TO" >> "$1/to"')
        self.edit(self.folder / "etc/organisation.toml", 'id      = "chuyen-vien-tccb"\n',
                  'id      = "chuyen-vien-tccb"\nhandle  = "0912 000 001"\n')
        self.go_through(last=FORTNIGHT)
        to = (seen / "to").read_text().splitlines()
        self.assertIn("0912 000 001", to)
        self.assertNotIn("tdkt@syt-laocai.example", to)
        self.assertTrue(any("@" in one for one in to), "the others have their addresses")

    def test_what_the_program_puts_off_comes_again_and_what_it_refuses_is_shown(self):
        seen = self.program('if [ -e "$1/$DONDOC_ID" ]; then echo không có số; exit 67; fi\n'
                            'touch "$1/$DONDOC_ID"; echo bận; exit 75')
        daemon = self.until(FORTNIGHT)
        messages = daemon.items("/api/v1/messages")
        self.assertEqual(len(messages), len(foreseen()))
        self.assertEqual(len(list(seen.iterdir())), len(messages))
        for message in messages:
            self.assertEqual((message["state"], message["attempts"]), ("failed", 2))
            self.assertIn("exit 67: không có số", message["last_answer"])


class ByTheNextChannel(world.World):
    def test_what_one_channel_refuses_is_told_by_the_next_and_by_no_other_is_red(self):
        self.send_by(type="command", command=["/bin/false"])
        self.edit(self.config, "[channel.mail]",
                  '[channel.folder]\ntype = "spool"\nfrom = { address = "a@b.example" }\n\n'
                  "[channel.mail]")
        self.edit(self.folder / "etc/organisation.toml", 'id      = "chuyen-vien-tccb"\n',
                  'id      = "chuyen-vien-tccb"\nchannels = ["mail", "folder"]\n')
        daemon = self.until(FORTNIGHT)
        states = {}
        for message in daemon.items("/api/v1/messages"):
            kept = states.setdefault(message["person"] == "chuyen-vien-tccb", set())
            kept.add((message["channel"], message["state"]))
        self.assertEqual(states[True], {("mail", "rerouted"), ("folder", "sent")})
        self.assertEqual(states[False], {("mail", "failed")})
        rerouted = daemon.items("/api/v1/messages?state=rerouted")
        self.assertEqual(len(rerouted), len(self.letters()))
        why = daemon.get(f"/api/v1/messages/{rerouted[0]['number']}/why")
        self.assertIn("chuyển sang kênh folder", json.dumps(why, ensure_ascii=False))
        refused = self.cli("retry", str(rerouted[0]["number"]), "--reason", "gửi lại", status=1)
        self.assertIn("đã chuyển sang kênh khác", refused.stdout + refused.stderr)
        self.assertEqual(daemon.stop(), 0)
        self.cli("audit verify")


if __name__ == "__main__":
    unittest.main(verbosity=2)
