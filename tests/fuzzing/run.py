#!/usr/bin/env python3
"""Runs the fuzzers over the cores, within a time for all of them, and ends with one table.

    run.py PROGRAM [--seconds N] [--jobs N] [TARGET ...]

What it finds worth keeping goes to build/…/corpus/TARGET beside the program; what ends a fuzzer to
tests/fuzzing/crashes-TARGET. Exit 1 if anything did.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
INPUT_SECONDS_MAX = 20  # longer is a hang
MEMORY_MB_MAX = 2500


def environment(target):
    known = {
        "FUZZ": target,
        "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    symbolizer = "/usr/bin/llvm-symbolizer-19"
    if os.path.exists(symbolizer):
        known["ASAN_SYMBOLIZER_PATH"] = symbolizer
    return {**os.environ, **known}


def found_in(folder):
    return {path.name for path in folder.iterdir()}


def number(pattern, log, default=0):
    found = re.findall(pattern, log)
    return int(found[-1]) if found else default


def fuzz(program, target, seconds):
    corpus = program.parent / "corpus" / target
    crashes = HERE / f"crashes-{target}"
    kept = HERE / "corpus" / target
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    before = found_in(crashes)
    subprocess.run([program, "--seeds", corpus], env=environment(target), check=True)
    words = [program, f"-max_total_time={seconds}", f"-timeout={INPUT_SECONDS_MAX}",
             f"-rss_limit_mb={MEMORY_MB_MAX}", "-print_final_stats=1", "-close_fd_mask=1",
             f"-artifact_prefix={crashes}/"]
    dictionary = HERE / "dictionaries" / f"{target}.dict"
    if dictionary.exists():
        words.append(f"-dict={dictionary}")
    run = subprocess.run([*words, corpus, *([kept] if kept.exists() else [])],
                         env=environment(target), stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    log = run.stderr
    (program.parent / f"{target}.log").write_text(log)
    new_crashes = sorted(found_in(crashes) - before)
    if not any(crashes.iterdir()):
        crashes.rmdir()
    # A fuzzer that was ended prints no final figures; the last line of its course has them.
    executions = number(r"stat::number_of_executed_units: +(\d+)", log,
                        number(r"(?m)^#(\d+)\t", log))
    return {"target": target, "executions": executions,
            "a second": number(r"stat::average_exec_per_sec: +(\d+)", log,
                               executions // max(1, seconds)),
            "corpus": number(r"corp: (\d+)/", log), "new": number(r"new_units_added: +(\d+)", log),
            "crashes": len(new_crashes), "files": new_crashes, "status": run.returncode,
            "log": log}


def tell_crash(program, result):
    target = result["target"]
    print(f"\n{target}: ended with status {result['status']}", file=sys.stderr)
    course = re.compile(r"#\d+\t|\s+NEW_FUNC|INFO: |NOTE: |\s+Combine ")
    lines = [line[:200] for line in result["log"].splitlines() if not course.match(line)]
    print("\n".join(lines[:40]), file=sys.stderr)
    for name in result["files"]:
        path = HERE / f"crashes-{target}" / name
        print(f"\nto see it again:    FUZZ={target} {program} {path}\n"
              f"to make it smaller: FUZZ={target} {program} -minimize_crash=1 {path}\n"
              f"to keep it as test: mv {path} {HERE}/corpus/{target}/  # then mend, and ./dev test",
              file=sys.stderr)


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("program", type=pathlib.Path)
    reader.add_argument("targets", nargs="*")
    reader.add_argument("--seconds", type=int, default=120, help="of the clock, for all together")
    reader.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = reader.parse_args()
    program = asked.program.resolve()
    known = subprocess.run([program, "--targets"], capture_output=True, text=True,
                           check=True).stdout.split()
    targets = asked.targets or known
    unknown = [target for target in targets if target not in known]
    if unknown:
        sys.exit(f"there is no target {', '.join(unknown)}; known are {', '.join(known)}")
    rounds = -(-len(targets) // asked.jobs)
    seconds = max(1, asked.seconds // rounds)
    with ThreadPoolExecutor(asked.jobs) as pool:
        results = list(pool.map(lambda target: fuzz(program, target, seconds), targets))
    failed = [result for result in results if result["status"] != 0]
    for result in failed:
        tell_crash(program, result)
    columns = ["target", "executions", "a second", "corpus", "new", "crashes"]
    print("".join(f"{column:>13}" for column in columns))
    for result in results:
        print("".join(f"{result[column]:>13}" for column in columns))
    print(f"{'together':>13}{sum(result['executions'] for result in results):>13}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
