"""Runs the course's notebooks top to bottom on the real kernel, the answer keys in their stubs."""

import argparse
import os
import pathlib
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUICK = {"epochs": 2}


def main() -> int:
    parser = argparse.ArgumentParser(prog="npm run notebooks --", description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=pathlib.Path, help="all of the course's when none is named")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--quick", action="store_true", help=f"with {QUICK} in place of the notebook's own (the default)")
    mode.add_argument("--full", action="store_true", help="with the notebook's own parameters")
    parser.add_argument("--stubs", action="store_true", help="leave the stubs as they stand")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "runs/notebooks", help="where the notebooks with their outputs go")
    options = parser.parse_args()
    paths = options.notebooks or sorted(ROOT.glob("notebooks/*/*.ipynb"))
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        parser.error(f"no such notebook: {', '.join(missing)}")
    failed = [path for path in paths if not run(path.resolve(), options)]
    print(f"{len(paths) - len(failed)} of {len(paths)} notebooks ran to their end")
    return 1 if failed else 0


def run(path: pathlib.Path, options: argparse.Namespace) -> bool:
    """Runs one notebook; its outputs are stored, and whether it ended is returned."""
    notebook = nbformat.read(path, as_version=4)
    slug = path.parent.name
    if not options.stubs:
        fill_in(notebook, slug)
    if not options.full:
        set_parameters(notebook, QUICK)
    begun = time.monotonic()
    print(f"{slug}/{path.name} ...", flush=True)
    client = NotebookClient(notebook, timeout=3600, resources={"metadata": {"path": str(path.parent)}})
    try:
        client.execute()
        error = None
    except CellExecutionError as failure:
        error = f"{failure.ename}: {failure.evalue}"
    write(notebook, options.out / slug / path.name)
    print(f"  {error or 'ran'} ({time.monotonic() - begun:.0f} s)", flush=True)
    return error is None


def fill_in(notebook: nbformat.NotebookNode, slug: str) -> None:
    """Puts the answer key in the cell tagged `answer`: it imports through the project's door and exports nothing."""
    key = (ROOT / f"src/models/{slug}.ts").read_text(encoding="utf-8")
    key = re.sub(r"from '\.{1,2}/[^']*'", "from 'autoencoders'", key)
    for cell in tagged(notebook, "answer"):
        cell.source = re.sub(r"^export ", "", key, flags=re.M).strip()


def set_parameters(notebook: nbformat.NotebookNode, values: dict) -> None:
    """Overrules the cell tagged `parameters`, as papermill does."""
    for cell in tagged(notebook, "parameters"):
        for name, value in values.items():
            cell.source = re.sub(rf"^const {name} = .*;", f"const {name} = {value};", cell.source, flags=re.M)


def tagged(notebook: nbformat.NotebookNode, tag: str) -> list:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def write(notebook: nbformat.NotebookNode, path: pathlib.Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    nbformat.write(notebook, part)
    os.replace(part, path)


if __name__ == "__main__":
    sys.exit(main())
