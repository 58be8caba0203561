"""Verifies the journal of a store by the description in daemon/store/README.md alone."""

import hashlib
import sqlite3
import sys


def field(value):
    text = "" if value is None else str(value)
    encoded = text.encode("utf-8")
    return len(encoded).to_bytes(8, "big") + encoded


def main(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    previous = bytes(32)
    number = 0
    for *fields, kept in database.execute(
        "SELECT number, step, at, actor, kind, subject, event, body, next_at, hash"
        " FROM journal ORDER BY number"
    ):
        number += 1
        previous = hashlib.sha256(previous + b"".join(map(field, fields))).digest()
        if fields[0] != number or previous != kept:
            print(f"row {number} is broken")
            return 1
    if (number, previous) != database.execute(
        "SELECT journal_number, journal_hash FROM daemon"
    ).fetchone():
        print(f"row {number} is not the last one")
        return 1
    print(f"{number} rows hold")
    return 0


sys.exit(main(sys.argv[1]))
