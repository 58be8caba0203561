#!/usr/bin/env python3
"""Plants the bugs of bugs.toml, one by one, in a copy of the tree, and tells which tests find them.

First the copy without a bug has to pass every test. Then each bug is looked for until the first
test that fails, whichever ctest begins with. The copy stays in the folder given by --in, so that
a second run only builds what changed. Ends with 0 if the copy passed and every bug was found.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent.parent
COPIED = ["CMakeLists.txt", "CMakePresets.json", "README.md", "dev", ".clang-format",
          ".clang-tidy", ".ci", ".gitignore", "config", "daemon", "notifiers", "systemd", "tests",
          "workflows"]
# What is seen from outside takes minutes a bug, and the bugs are inside; that a bug can be planted
# cannot be asked where it is planted already.
LEFT_OUT = "^acceptance_|^faults_|^systemd_|^planted_"
BUILD = "build"  # within the copy, as it is within the tree: a compiler's cache serves both


def bugs():
    return tomllib.loads((HERE / "bugs.toml").read_text())["bug"]


def planted(bug, tree):
    """The files of `tree` that the bug changes, with their changed text."""
    texts = {}
    for edit in bug["edit"]:
        file = tree / edit["file"]
        text = texts.get(file) or file.read_text()
        old, new = edit["old"].removeprefix("\n"), edit["new"].removeprefix("\n")
        if text.count(old) != 1:
            sys.exit(f"{edit['file']}: the text that «{bug['name']}» changes stands there "
                     f"{text.count(old)} times instead of once; bring bugs.toml up to date:\n{old}")
        texts[file] = text.replace(old, new)
    return texts


def copy_tree(to):
    """Brings the copy up to date. A file that did not change keeps its time, and is not rebuilt."""
    wanted = set()
    for name in COPIED:
        source = TREE / name
        files = [source] if source.is_file() else source.rglob("*")
        for file in files:
            if file.is_dir() or "__pycache__" in file.parts:
                continue
            place = to / file.relative_to(TREE)
            wanted.add(place)
            if not place.exists() or place.read_bytes() != file.read_bytes():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
                place.chmod(file.stat().st_mode)
    for name in os.listdir(to):
        place = to / name
        for file in [place] if place.is_file() else place.rglob("*"):
            if name != BUILD and file.is_file() and file not in wanted:
                file.unlink()


def run(words, log, **more):
    with open(log, "w") as out:
        return subprocess.run(words, stdout=out, stderr=subprocess.STDOUT, **more).returncode


class Field:
    """The copy, and its build."""

    def __init__(self, folder, jobs):
        self.tree, self.jobs = folder / "tree", str(jobs)
        self.build = self.tree / BUILD
        self.log = folder / "log.txt"
        self.tree.mkdir(parents=True, exist_ok=True)
        copy_tree(self.tree)
        # As the preset dev, but without debug information: nobody will look inside.
        self.must(["cmake", "-G", "Ninja", "-S", self.tree, "-B", self.build,
                   "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -g0",
                   "-DDONDOC_WERROR=ON"])

    def must(self, words):
        if run(words, self.log) != 0:
            sys.exit(f"{' '.join(map(str, words))}\n{self.log.read_text()[-4000:]}")

    def test(self, more=()):
        """How many tests ran, and the names of those that failed."""
        self.must(["cmake", "--build", self.build, "--parallel", self.jobs])
        # A bug must be found from nothing: a test that found the last one has no precedence.
        shutil.rmtree(self.build / "Testing", ignore_errors=True)
        run(["ctest", "--test-dir", self.build, "--exclude-regex", LEFT_OUT, "--parallel",
             self.jobs, "--timeout", "300", *more], self.log)
        told = self.log.read_text()
        ran = re.search(r"tests passed, \d+ tests failed out of (\d+)$", told, re.MULTILINE)
        if not ran:
            sys.exit(f"ctest did not end:\n{told[-4000:]}")
        failed = re.findall(r"^\s*\d+ - (\S+) \((?!Not Run)", told, re.MULTILINE)
        return int(ran[1]), failed


def with_bug(texts, field):
    before = {file: file.read_text() for file in texts}
    try:
        for file, text in texts.items():
            file.write_text(text)
        return field.test(["--stop-on-failure"])
    finally:
        for file, text in before.items():
            file.write_text(text)


def timed(test):
    began = time.monotonic()
    ran, failed = test()
    return ran, failed, time.monotonic() - began


def arguments():
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("bug", nargs="*", help="names of bugs.toml; default: all")
    reader.add_argument("--check", action="store_true",
                        help="only whether each bug can be planted in today's text")
    reader.add_argument("--in", dest="folder", type=pathlib.Path,
                        default=TREE / "build" / "planted")
    reader.add_argument("--jobs", type=int, default=os.cpu_count())
    return reader.parse_args()


def main():
    asked = arguments()
    chosen = [bug for bug in bugs() if not asked.bug or bug["name"] in asked.bug]
    if len(chosen) < len(asked.bug or [1]):
        sys.exit(f"no such bug; there are: {', '.join(bug['name'] for bug in bugs())}")
    if asked.check:
        for bug in chosen:
            planted(bug, TREE)
        print(f"{len(chosen)} bugs can be planted")
        return 0

    field = Field(asked.folder.resolve(), asked.jobs)
    chosen = [(bug["name"], planted(bug, field.tree)) for bug in chosen]
    print(f"{'bug':24} {'tests run':>9} {'seconds':>8}  found by", flush=True)
    ran, failed, took = timed(field.test)
    print(f"{'(none)':24} {ran:9} {took:8.0f}  {', '.join(failed) or '-'}", flush=True)
    if failed:
        print("the copy without a bug does not pass: nothing can be said of the bugs")
        return 1
    found = 0
    for name, texts in chosen:
        ran, failed, took = timed(lambda: with_bug(texts, field))
        found += bool(failed)
        print(f"{name:24} {ran:9} {took:8.0f}  {', '.join(failed) or 'NOTHING'}", flush=True)
    print(f"{len(chosen)} bugs planted, {found} found")
    return 0 if found == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
