"""An HTTP server on a free loopback port, on bare sockets, so that it can answer as no good server
would. The path says what it does.

usage: http_server.py FOLDER [--cert PEM --key PEM] [--secret SECRET]

Prints its port, then one line for each request that came whole: number, path, and what Python's own
hmac says of its signature: "signed", "forged" or "unsigned". The body of request N is
FOLDER/N.body, its headers are FOLDER/N.headers. It ends with its standard input, and after a minute
in any case.
"""
import argparse
import base64
import hashlib
import hmac
import os
import signal
import socket
import ssl
import struct
import sys
import threading
from urllib.parse import parse_qs, urlsplit

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--secret")
options = parser.parse_args()

DATE = "Date: Tue, 24 Jan 2017 00:30:00 GMT\r\n"
lock = threading.Lock()
count = 0


def verdict(headers, body):
    if "webhook-signature" not in headers:
        return "unsigned"
    key = options.secret.encode()
    if options.secret.startswith("whsec_"):
        key = base64.b64decode(options.secret[len("whsec_"):])
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    good = hmac.compare_digest("v1," + mac, headers["webhook-signature"])
    return "signed" if good else "forged"


def keep(path, head, headers, body):
    global count
    with lock:
        count += 1
        for name, content in (("body", body), ("headers", head)):
            with open(os.path.join(options.folder, f"{count}.{name}"), "wb") as file:
                file.write(content)
        print(count, path, verdict(headers, body), flush=True)


def read_head(connection):
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return None, b""
        head += piece
    head, _, rest = head.partition(b"\r\n\r\n")
    return head, rest


def read_body(connection, rest, size):
    while len(rest) < size:
        piece = connection.recv(65536)
        if not piece:
            return None
        rest += piece
    return rest


def abort(connection):
    """With a reset, as a process that dies."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def answer(status, body=b"", more=""):
    head = f"HTTP/1.1 {status} Word\r\n{DATE}{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def reply(connection, path, query, headers):
    """What follows a request that came whole."""
    word = path.strip("/").split("/")[0]
    if word == "drop":
        abort(connection)
    elif word == "silent":
        connection.recv(1)
    elif word == "garbage":
        connection.sendall(b"not HTTP at all\r\n\r\n")
    elif word == "folded":
        connection.sendall(b"HTTP/1.1 425 Word\r\n folded\r\nRetry-After: 60\r\n\r\n")
    elif word == "early":
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(200, b"late"))
    elif word == "cut":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
    elif word == "drip":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na")
        connection.recv(1)
    elif word == "huge":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)
    elif word == "echo":
        said = f"no: {path}?{query} {headers.get('authorization', '')}".encode()
        connection.sendall(answer(403, said))
    elif word == "status":
        asked = parse_qs(query)
        more = "".join(f"{name}: {value[0]}\r\n" for name, value in asked.items())
        connection.sendall(answer(path.split("/")[2], "đã rõ".encode(), more))
    else:
        connection.sendall(answer(200, b"ok"))


def serve(connection):
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        head, rest = read_head(connection)
        if head is None:
            return
        lines = head.decode().split("\r\n")
        url = urlsplit(lines[0].split(" ")[1])
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if url.path == "/refuse-early":
            connection.sendall(answer(413, b"too large"))
            connection.shutdown(socket.SHUT_WR)
        if url.path in ("/half", "/refuse-early"):
            abort(connection)
            return
        body = read_body(connection, rest, int(headers["content-length"]))
        if body is None:
            return
        keep(url.path, head, headers, body)
        reply(connection, url.path, url.query, headers)
    except (OSError, ssl.SSLError):
        pass
    finally:
        connection.close()


signal.alarm(60)
context = None
if options.cert:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.cert, options.key)
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
while True:
    threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
