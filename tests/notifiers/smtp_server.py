"""A real SMTP server (aiosmtpd) on a free loopback port. The recipient's name says what it does.

usage: smtp_server.py FOLDER [--cert PEM --key PEM] [--login USER PASSWORD] [--tls]
           [--messages-max N] [--silently] [--connections-max N] [--together N] [--tell-ends]

Prints its port, then one line for each message: number, connection, encrypted or plain, login,
sender, recipient. The bytes of message N are FOLDER/N.eml. It ends with its standard input, and
after a minute in any case.

--messages-max: takes so many a connection, then says 421 and closes it; --silently: without 421.
--connections-max: says 421 to those that come while so many are open.
--together: answers no message before so many are in.
--tell-ends: prints `end CONNECTION` when one is closed.
"""
import argparse
import asyncio
import logging
import os
import signal
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--login", nargs=2)
parser.add_argument("--tls", action="store_true")
parser.add_argument("--messages-max", type=int)
parser.add_argument("--silently", action="store_true")
parser.add_argument("--connections-max", type=int)
parser.add_argument("--together", type=int, default=1)
parser.add_argument("--tell-ends", action="store_true")
options = parser.parse_args()


class Behaviour:
    count = 0
    connections = 0
    open = 0

    def __init__(self):
        self.all_in = asyncio.Event()

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if server.messages == options.messages_max:
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 4.7.0 enough over this connection"
        if address.startswith("badsender"):
            return "553 5.1.8 sender refused"
        if address.startswith("busysender"):
            return "451 4.3.0 come back later"
        if address.startswith("toolarge"):
            return "552 5.3.4 message too big"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("grey"):
            return "450 4.7.1 greylisted, try again"
        if address.startswith("nouser"):
            return "550 5.1.1 no such user"
        if address.startswith("norelay"):
            return "554 5.7.1 Relay access denied"
        if address.startswith("overfull"):
            return "552 5.2.2 mailbox full"
        if address.startswith("nodomain"):
            return "550 5.1.8 sender's domain not found"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        if recipient.startswith("full"):
            return "452 4.2.2 mailbox full"
        if recipient.startswith("spam"):
            return "554 5.7.1 looks like spam"
        if recipient.startswith("drop"):
            self.keep(server, session, envelope)
            server.transport.abort()
            return "250 never heard"
        if recipient.startswith("silent"):
            self.keep(server, session, envelope)
            await asyncio.Event().wait()
        self.keep(server, session, envelope)
        number = self.count
        if number % options.together == 0:
            self.all_in.set()
            self.all_in = asyncio.Event()
        else:
            await self.all_in.wait()
        if options.silently and server.messages == options.messages_max:
            asyncio.get_running_loop().call_soon(server.transport.close)
        return f"250 2.0.0 kept as {number}"

    async def handle_exception(self, error):
        return "451 4.3.0 " + type(error).__name__

    def keep(self, server, session, envelope):
        self.count += 1
        server.messages += 1
        with open(os.path.join(options.folder, f"{self.count}.eml"), "wb") as file:
            file.write(envelope.content)
        how = "encrypted" if server.transport.get_extra_info("ssl_object") else "plain"
        login = session.auth_data.login.decode() if session.auth_data else "-"
        ends = (envelope.mail_from, envelope.rcpt_tos[0])
        print(self.count, server.connection, how, login, *ends, flush=True)


def check_login(server, session, envelope, mechanism, data):
    good = [part.encode() for part in options.login]
    ok = [data.login, data.password] == good
    # handled=False lets the server itself answer; otherwise a bad login hangs
    return AuthResult(success=ok, handled=False, auth_data=data if ok else None)


class Server(SMTP):
    connection = 0
    messages = 0

    def connection_made(self, transport):
        if not self.connection:  # called again after STARTTLS
            if behaviour.open == options.connections_max:
                transport.write(b"421 4.7.0 too many connections\r\n")
                transport.close()
                return
            behaviour.connections += 1
            behaviour.open += 1
            self.connection = behaviour.connections
        super().connection_made(transport)

    def connection_lost(self, error):
        if not self.connection:
            return
        behaviour.open -= 1
        if options.tell_ends:
            print("end", self.connection, flush=True)
        super().connection_lost(error)


behaviour = Behaviour()
context = None
if options.cert:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.cert, options.key)


def server():
    return Server(
        behaviour,
        tls_context=None if options.tls else context,
        require_starttls=context is not None and not options.tls,
        authenticator=check_login if options.login else None,
        auth_required=bool(options.login),
        auth_require_tls=context is not None and not options.tls,
        auth_exclude_mechanism=["LOGIN"],
        loop=asyncio.get_running_loop(),
    )


async def main():
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), ended.set)
    tls = context if options.tls else None
    listening = await loop.create_server(server, "127.0.0.1", 0, ssl=tls)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await ended.wait()


signal.alarm(60)
warnings.simplefilter("ignore")
logging.disable()
asyncio.run(main())
