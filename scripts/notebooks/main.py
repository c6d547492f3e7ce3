"""Generates the course's notebooks from their sources and runs them from top to bottom on the real kernel.

A run replaces the stubs by the answer keys and writes the results to runs/notebooks, without changing the notebooks.
Names are 0-vanilla (lesson and task), 0-vanilla/lesson or a path; by default all notebooks.
"""

import argparse
import pathlib
import sys
import time

from run import QUICK, run
from source import ROOT, Source, find_sources
from stored import Edited, make, maybe_stored, problem, store, write


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="npm run notebooks --", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NOTEBOOK")
    mode = parser.add_mutually_exclusive_group()
    quick = ", ".join(f"{name} = {value}" for name, value in QUICK.items())
    mode.add_argument("--quick", action="store_true", help=f"run with {quick} (the default)")
    mode.add_argument("--full", action="store_true", help="run with the notebook's own numbers")
    mode.add_argument("--make", action="store_true", help="write the notebooks from their sources without running them; keep the outputs of unchanged cells")
    mode.add_argument("--check", action="store_true", help="list notebooks and stored outputs that do not match their source, without running them")
    parser.add_argument("--store", action="store_true", help="with --full: store the outputs in the course's notebooks if the run completes")
    parser.add_argument("--stubs", action="store_true", help="keep the stubs: a task then ends with its message")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "runs/notebooks", help="folder for the executed notebooks (default: runs/notebooks)")
    options = parser.parse_args()
    if options.store and (not options.full or options.stubs):
        parser.error("--store stores the outputs of a --full run with the answer keys: add --full and remove --stubs")
    try:
        sources = find_sources(options.names)
    except KeyError as missing:
        parser.error(f"invalid notebook: {missing.args[0]} (expected a name such as 0-vanilla/lesson, or a path)")
    if options.check:
        return check(sources)
    try:
        if options.make:
            for source in sources:
                print(make(source))
            return 0
        failed = [source for source in sources if not run_one(source, options)]
    except Edited as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(sources) - len(failed)} of {len(sources)} notebooks completed")
    return 1 if failed else 0


def check(sources: list[Source]) -> int:
    stale = [(source.name, why) for source in sources if (why := problem(source))]
    for name, why in stale:
        print(f"{name}: {why}")
    print(f"{len(sources) - len(stale)} of {len(sources)} notebooks are up to date")
    return 1 if stale else 0


def run_one(source: Source, options: argparse.Namespace) -> bool:
    """Runs one notebook and writes the result; returns whether it completed."""
    if options.store:
        maybe_stored(source)  # checked before the long run, so that edits do not prevent storing its outputs
    begun = time.monotonic()
    built = source.build()  # once: the source may change while this runs
    notebook, error = run(source, built, say, quick=not options.full, stubs=options.stubs)
    write(notebook, options.out / source.slug / f"{source.kind}.ipynb")
    if options.store and not error:
        store(source, built, notebook)
    say(f"{source.name}: {'stopped' if error else 'ran'}, {time.monotonic() - begun:.0f} s", last=True)
    if error:
        print(error, flush=True)
    return error is None


said = 0.0


def say(line: str, last: bool = False) -> None:
    """Updates one line on a screen; when output goes to a file, prints a line every ten seconds."""
    global said
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end="\n" if last else "", flush=True)
    elif last or time.monotonic() - said > 10:
        said = time.monotonic()
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
