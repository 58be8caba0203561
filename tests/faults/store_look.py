"""What a kill left of a store, read past the product."""
import shutil
import sqlite3
import tempfile
from datetime import date, timedelta
from pathlib import Path


class Wrong(Exception):
    """A promise was broken."""


def check(holds, what):
    if not holds:
        raise Wrong(what)


class Look:
    """The store as a kill left it: a copy of the file and its log, read by Python's own SQLite."""

    def __init__(self, state):
        with tempfile.TemporaryDirectory(prefix="dondoc-look-") as folder:
            for name in ("dondoc.db", "dondoc.db-wal", "dondoc.db-journal"):
                if (state / name).exists():
                    shutil.copy(state / name, folder)
            database = sqlite3.connect(Path(folder) / "dondoc.db")
            try:
                self._read(database)
            finally:
                database.close()

    def _read(self, database):
        tables = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not tables:  # killed before there was any
            self.position, self.recorded, self.actors, self.told = None, set(), set(), set()
            return
        well = database.execute("PRAGMA integrity_check").fetchone()[0]
        check(well == "ok", f"the file: {well}")
        position = database.execute("SELECT position FROM daemon").fetchone()[0]
        # Virtual midnights are those of the zone.
        self.position = position and date(1970, 1, 1) + timedelta(hours=7, milliseconds=position)
        self.recorded = {row[0] for row in database.execute(
            "SELECT json_extract(c.body, '$.id') FROM journal c JOIN journal s "
            "ON s.subject = c.subject AND s.event = 'delivery_succeeded' "
            "WHERE c.event = 'message_composed'")}
        self.actors = {row[0] for row in database.execute("SELECT DISTINCT actor FROM journal")}
        self.told = {row[0] for row in database.execute(
            "SELECT key FROM notices WHERE state = 'sent'")}
