"""Disks that fill up and are emptied: a small tmpfs where mounting is allowed, else, and beside it,
the limit of a process on the size of its files. One of them works everywhere."""
import errno
import os
import resource
import subprocess
from pathlib import Path


class Tmpfs:
    """A disk of so many MiB, filled to the last block by a file of its own."""

    def __init__(self, folder, mebibytes):
        self.folder = folder
        self.ballast = folder / "ballast"
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=700", "dondoc-test",
                        str(folder)], check=True, capture_output=True)

    def fill(self, _pid):
        with open(self.ballast, "wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError as full:
                    if full.errno != errno.ENOSPC:
                        raise

    def empty(self, _pid):
        self.ballast.unlink()

    def take_down(self):
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    words = "disk is full"


class Limit:
    """No file of the process grows any more."""

    words = "the disk failed"

    def __init__(self, folder, _mebibytes):
        self.folder = folder
        folder.mkdir()

    def fill(self, pid):
        largest = max(file.stat().st_size for file in self.folder.glob("dondoc.db*"))
        self._limit(pid, largest)

    def empty(self, pid):
        self._limit(pid, resource.RLIM_INFINITY)

    @staticmethod
    def _limit(pid, size):
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))

    def take_down(self):
        pass


def may_mount():
    probe = Path(f"/tmp/dondoc-may-mount-{os.getpid()}")
    try:
        tmpfs = Tmpfs(probe, 1)
    except (OSError, subprocess.CalledProcessError):
        return False
    else:
        tmpfs.take_down()
        return True
    finally:
        if probe.exists():
            probe.rmdir()


def kinds():
    """What can be had here; never nothing."""
    return [Tmpfs, Limit] if may_mount() else [Limit]
