"""A real SMTP server (aiosmtpd) on a loopback port, on a thread of its own."""
import asyncio
import logging
import socket
import ssl
import subprocess
import threading
import warnings
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, AuthResult

# What is heard of it: a login over a connection that a test left plain on purpose, and the like.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module="aiosmtpd")


@dataclass
class Mail:
    sender: str
    recipient: str
    content: bytes
    encrypted: bool
    login: str


class Sink:
    """Keeps what it is given. With `hang`, it takes a message and never answers.

    port: 0 chooses a free one. cert: a PEM file with certificate and key; with it, the server
    insists on STARTTLS.
    login: (user, password); then required.
    """

    def __init__(self, port=0, cert=None, login=None, hang=False):
        self.mails = []
        self.hang = hang
        self.logins_refused = 0
        self._login = login
        self._context = None
        if cert:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(cert)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._ask(self._loop.create_server(self._protocol, "127.0.0.1", port))
        self.port = self._server.sockets[0].getsockname()[1]

    def _ask(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def _protocol(self):
        return SMTP(self, hostname="sink.example", tls_context=self._context,
                    require_starttls=self._context is not None,
                    authenticator=self._authenticate if self._login else None,
                    auth_required=self._login is not None, auth_exclude_mechanism=["LOGIN"],
                    loop=self._loop)

    def _authenticate(self, server, session, envelope, mechanism, data):
        good = tuple(part.encode() for part in self._login) == (data.login, data.password)
        self.logins_refused += not good
        # handled=False lets the server answer; otherwise a bad login hangs.
        return AuthResult(success=good, handled=False, auth_data=data if good else None)

    async def handle_DATA(self, server, session, envelope):
        ssl_object = server.transport.get_extra_info("ssl_object")
        login = session.auth_data.login.decode() if session.auth_data else ""
        for recipient in envelope.rcpt_tos:
            self.mails.append(Mail(envelope.mail_from, recipient, envelope.content,
                                   ssl_object is not None, login))
        if self.hang:
            await asyncio.Event().wait()
        return "250 2.0.0 kept"

    def stop(self):
        async def close():
            self._server.close()
            mine = asyncio.current_task()
            others = [task for task in asyncio.all_tasks() if task is not mine]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        self._ask(close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def self_made_certificate(folder):
    """A PEM file with certificate and key for 127.0.0.1, and one with the certificate alone."""
    both, cert, key = folder / "server.pem", folder / "ca.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
         "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True)
    both.write_bytes(cert.read_bytes() + key.read_bytes())
    return both, cert
