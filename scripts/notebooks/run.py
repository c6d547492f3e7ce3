"""Runs one notebook from top to bottom on the real kernel."""

import copy
import os
import pathlib
import re
import tempfile
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from source import ROOT, Source, tagged

# The values of a quick run for the numbers in the cell tagged `parameters`, by name.
QUICK = {
    "epochs": 1,
    "epochsPerSize": 1,
    "trainImages": 2000,
    "testImages": 500,
    "testCount": 500,
}


def run(
    source: Source, built: nbformat.NotebookNode, say, *, quick: bool, stubs: bool
) -> tuple[nbformat.NotebookNode, str | None]:
    """Returns `built` with its outputs, and the error that stopped it. Calls `say` with the current cell and their number."""
    notebook = copy.deepcopy(built)
    if not stubs:
        fill_in(notebook, source.slug)
    if quick:
        set_parameters(notebook, QUICK)
    begun = time.monotonic()
    running = {}

    def on_start(cell, cell_index):
        running.update(cell=cell, index=cell_index + 1)
        say(f"{source.name}: cell {cell_index + 1} of {len(notebook.cells)}, {time.monotonic() - begun:.0f} s")

    with tempfile.TemporaryDirectory() as folder:
        # this run must not count as the learner's progress
        env = {**os.environ, "AUTOENCODERS_PROGRESS": str(pathlib.Path(folder, "progress.json"))}
        client = NotebookClient(
            notebook,
            timeout=3600,
            startup_timeout=600,  # seconds: it compiles the project first if that has changed
            record_timing=False,
            resources={"metadata": {"path": str(source.stored.parent)}},
            on_cell_execute=on_start,
        )
        try:
            client.execute(env=env)
        except CellExecutionError as failure:
            return notebook, f"{place(running)}\n{failure.ename}: {failure.evalue}"
        except (RuntimeError, AssertionError) as death:  # of the kernel, which may make nbclient fail
            return notebook, f"{place(running)}\n{death or 'the kernel died: was there enough memory?'}"
    return notebook, None


def place(running: dict) -> str:
    if not running:
        return "no cell ran"
    code = "\n".join(f"  | {line}" for line in running["cell"].source.splitlines())
    return f"cell {running['index']} failed:\n{code}"


def fill_in(notebook: nbformat.NotebookNode, slug: str) -> None:
    """Puts the answer key in the cell tagged `answer`, with imports from 'autoencoders' and without exports."""
    key = (ROOT / f"src/models/{slug}.ts").read_text(encoding="utf-8")
    key = re.sub(r"from '\.{1,2}/[^']*'", "from 'autoencoders'", key)
    for cell in tagged(notebook, "answer"):
        cell.source = re.sub(r"^export ", "", key, flags=re.M).strip()


def set_parameters(notebook: nbformat.NotebookNode, values: dict) -> None:
    """Overrides the values in the cell tagged `parameters`, like papermill."""
    for cell in tagged(notebook, "parameters"):
        for name, value in values.items():
            cell.source = re.sub(rf"^const {name} = .*;", f"const {name} = {value};", cell.source, flags=re.M)
