"""A real HTTP server on a loopback port, on a thread of its own, that keeps what it is posted."""
import base64
import hashlib
import hmac
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Post:
    path: str
    headers: dict
    body: bytes

    @property
    def key(self):
        return self.headers["Idempotency-Key"]

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def sent_at(self):
        return int(self.headers["webhook-timestamp"])

    def is_signed_with(self, secret):
        """Standard Webhooks, as a receiver would check it."""
        content = f"{self.headers['webhook-id']}.{self.sent_at}.".encode() + self.body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        mac = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        return hmac.compare_digest(f"v1,{mac}", self.headers["webhook-signature"])


class Hook:
    """`answer(number, post)` gives the status, headers and text of a reply, or None: the post is
    kept and the connection dropped without a word. Posts are counted from 1."""

    def __init__(self, answer=lambda number, post: (200, {}, "ok")):
        self.posts = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                post = Post(self.path, dict(self.headers), body)
                hook.posts.append(post)
                reply = answer(len(hook.posts), post)
                if reply is None:
                    self.close_connection = True
                    return
                status, headers, text = reply
                self.send_response(status)
                for name, value in {**headers, "Content-Length": len(text.encode())}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def url(self, path="/hook"):
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
