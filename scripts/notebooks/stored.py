"""The stored notebooks: generated from their sources, with the outputs of a full run."""

import os
import pathlib

import nbformat

from source import ROOT, Source, hash_cells, hash_code, tagged

LIMIT = 2_000_000  # bytes


class Edited(Exception):
    """The notebook was edited, and generating it would lose the edits."""


def make(source: Source) -> str:
    """Writes the notebook from its source and keeps the outputs of unchanged cells; returns a line about the result.

    Raises Edited if the notebook was edited since it was generated.
    """
    notebook = source.build()
    if before := maybe_stored(source):
        keep_outputs(notebook, before)
        ran = before.metadata.get("autoencoders", {}).get("ran")
        notebook.metadata.autoencoders.ran = ran if ran == hash_code(notebook) else None
    write(notebook, source.stored)
    return f"made {source.name}" + (f"; {why}" if (why := stale_outputs(notebook)) else "")


def maybe_stored(source: Source) -> nbformat.NotebookNode | None:
    """The stored notebook, if it can be overwritten."""
    if not source.stored.is_file():
        return None
    notebook = nbformat.read(source.stored, as_version=4)
    now = hash_cells(notebook)
    if notebook.metadata.get("autoencoders", {}).get("cells", now) != now:
        path = source.stored.relative_to(ROOT)
        raise Edited(f"{path} was edited and would be overwritten: rename it, then try again")
    return notebook


def keep_outputs(notebook: nbformat.NotebookNode, before: nbformat.NotebookNode) -> None:
    cells = {(cell.id, cell.source): cell for cell in before.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        if same := cells.get((cell.id, cell.source)):
            cell.outputs, cell.execution_count = same.outputs, same.execution_count
    empty_own_cells(notebook)


def empty_own_cells(notebook: nbformat.NotebookNode) -> None:
    """Removes the outputs of stubs, and of cells tagged `learner`, which are about the learner."""
    for cell in [*tagged(notebook, "answer"), *tagged(notebook, "learner")]:
        cell.outputs, cell.execution_count = [], None


def store(source: Source, notebook: nbformat.NotebookNode, ran: nbformat.NotebookNode) -> None:
    """Writes `notebook`, as it was built, with the outputs of the copy that `ran`: a stub remains a stub."""
    for cell, done in zip(notebook.cells, ran.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = done.outputs, done.execution_count
    empty_own_cells(notebook)
    notebook.metadata.autoencoders.ran = hash_code(notebook)
    write(notebook, source.stored)


def problem(source: Source) -> str | None:
    """What is wrong with the stored notebook, and the command that fixes it."""
    if not source.stored.is_file():
        return f"not made: npm run notebooks -- --make {source.name}"
    try:
        stored = nbformat.read(source.stored, as_version=4)
    except nbformat.reader.NotJSONError:
        return f"not a valid notebook, perhaps because of a merge: delete {source.stored.relative_to(ROOT)}, then npm run notebooks -- --make {source.name}"
    if hash_cells(stored) != hash_cells(source.build()):
        return f"its cells do not match its source: npm run notebooks -- --make {source.name}"
    if why := stale_outputs(stored):
        return f"{why}: npm run notebooks -- --full --store {source.name}"
    if (size := source.stored.stat().st_size) > LIMIT:
        return f"{size / 1e6:.1f} MB (expected at most {LIMIT / 1e6:.0f} MB): use fewer or smaller figures"
    return None


def stale_outputs(notebook: nbformat.NotebookNode) -> str | None:
    if notebook.metadata.autoencoders.get("ran") == hash_code(notebook):
        return None
    return "its outputs do not match its source" if any(cell.get("outputs") for cell in notebook.cells) else "it has no outputs"


def write(notebook: nbformat.NotebookNode, path: pathlib.Path) -> None:
    """Writes a valid notebook to a temporary file, then renames it."""
    nbformat.validate(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    nbformat.write(notebook, part)
    os.replace(part, path)
