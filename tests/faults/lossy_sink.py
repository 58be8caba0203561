"""A real SMTP server that loses what servers lose: replies, on their way back; and whose clients
are killed at the worst of moments. It keeps every copy that it took, and what became of each."""
import asyncio
import os
import random
import re
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
from smtp_sink import Sink  # noqa: E402


@dataclass
class Copy:
    name: str  # Message-ID
    content: bytes
    run: int  # which life of the daemon handed it over
    recorded: bool  # the client's store said already that it had been sent
    replied: bool = False  # the client was told that it was taken


def message_id(content):
    return re.search(rb"^Message-ID: <(.*?)>\r$", content, re.M).group(1).decode()


class LossySink(Sink):
    """What happens to a letter: it is taken and said to be, taken with a reply that comes late or
    never, or not taken for now. A kill that is armed strikes at its n-th letter from now: before
    the reply leaves, or so many seconds after."""

    def __init__(self, seed, losses=0.02, refusals=0.01, delays=0.03):
        self.copies = []
        self.recorded = set()  # names, as the store had them when this run began
        self.run = 0
        self.lost_replies = 0
        self.refused = 0
        self.struck = threading.Event()
        self._rates = (losses, refusals, delays)
        self._random = random.Random(seed)
        self._kill = None  # (letters to go, pid, seconds after the reply or None)
        super().__init__()

    def begin_run(self):
        self.run += 1
        self.struck.clear()
        self._kill = None

    def arm(self, letters, pid, after_reply=None):
        self._kill = [letters, pid, after_reply]

    def _strike(self, pid):
        if not self.struck.is_set():
            self.struck.set()
            os.kill(pid, signal.SIGKILL)

    async def handle_DATA(self, server, session, envelope):
        losses, refusals, delays = self._rates
        chance = self._random.random()
        if chance < refusals:
            self.refused += 1
            return "451 4.3.0 not now"
        name = message_id(envelope.content)
        copy = Copy(name, envelope.content, self.run, name in self.recorded)
        self.copies.append(copy)
        kill = self._kill
        if kill:
            kill[0] -= 1
            if kill[0] == 0 and kill[2] is None:
                self._strike(kill[1])
                await asyncio.Event().wait()
        if chance < refusals + losses:
            self.lost_replies += 1
            server.transport.abort()
            await asyncio.Event().wait()
        if chance < refusals + losses + delays:
            late = asyncio.Event()
            asyncio.get_running_loop().call_later(self._random.uniform(0, 0.03), late.set)
            await late.wait()
        copy.replied = True
        if kill and kill[0] == 0:
            asyncio.get_running_loop().call_later(kill[2], self._strike, kill[1])
        return "250 2.0.0 kept"
