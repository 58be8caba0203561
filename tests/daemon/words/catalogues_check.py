#!/usr/bin/python3
"""Holds the catalogues of daemon/words to being whole, in both languages, and in use.

    /usr/bin/python3 tests/daemon/words/catalogues_check.py PROJECT

Prints every fault; exit code 0 if there is none, 1 if there is.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path


def run(*command):
    """What a tool of gettext printed, and whether it was content."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode == 0


def sentences(po):
    """Name and words of each entry; msgattrib puts each on one line first."""
    text, _ = run("msgattrib", "--no-wrap", "--no-obsolete", po)
    return re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE)


def faults_of_one(po):
    said, good = run("msgfmt", "--check", "--output-file=/dev/null", po)
    if not good or said.strip():
        yield f"msgfmt --check {po.name}: {said.strip() or 'failed'}"
    for kind in ("--untranslated", "--only-fuzzy", "--only-obsolete"):
        left, _ = run("msgattrib", kind, po)
        for name in re.findall(r'^(?:#~ )?msgid "(.+)"$', left, re.MULTILINE):
            yield f"{po.name}: {name} is {kind.split('-')[-1]}"
    if not unicodedata.is_normalized("NFC", po.read_text(encoding="utf-8")):
        yield f"{po.name} is not in NFC"


def faults_of_both(vi, en):
    if [name for name, _ in vi] != [name for name, _ in en]:
        different = set(dict(vi)) ^ set(dict(en)) or "their order"
        yield f"vi.po and en.po differ in {different}"
    for name, words in vi:
        both = words, dict(en).get(name, "")
        here, there = (sorted(re.findall(r"\{\w+\}", text)) for text in both)
        if here != there:
            yield f"{name} has the places {here} in vi.po, {there} in en.po"


def named_in(sources):
    """Every word in quotes of the sources and every t_word of the templates: what may be a name."""
    names = set()
    for path in sources:
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"\{\{t_(\w+)\}\}" if path.suffix == ".html" else r'"(\w+)"', text))
    return names


def missing(project, names):
    """Names that a call or a template of the pages has and the catalogues have not."""
    for path in sorted((project / "daemon").rglob("*")):
        if path.suffix not in (".cpp", ".html") or path.name == "forecast.html":
            continue  # the page of the forecast has words of its own
        source = path.read_text(encoding="utf-8")
        asked = re.findall(r"\{\{t_(\w+)\}\}", source)
        if re.search("#include .daemon/(web/texts|words/catalogue).h", source):
            asked += re.findall(r'\btext\(\s*"(\w+)"', source)
        for name in asked:
            if name not in names:
                yield f"{path.relative_to(project)}: there is no sentence {name}"


def main():
    project = Path(sys.argv[1])
    vi, en = (project / "daemon/words" / f"{language}.po" for language in ("vi", "en"))
    faults = [*faults_of_one(vi), *faults_of_one(en), *faults_of_both(sentences(vi), sentences(en))]
    names = dict(sentences(vi))
    faults += missing(project, names)
    files = (project / "daemon").rglob("*")
    used = named_in(path for path in files if path.suffix in (".cpp", ".html"))
    faults += [f"no page and no command says {name}" for name in names if name not in used]
    if len(names) < 100:
        faults.append(f"read {len(names)} sentences only")
    print("\n".join(faults) or f"{len(names)} sentences, whole in both languages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
