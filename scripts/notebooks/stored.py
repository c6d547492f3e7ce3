"""The notebooks as they are stored: made from their sources, with the outputs of a full run."""

import os
import pathlib

import nbformat

from source import Source, hash_code, tagged

LIMIT = 2_000_000  # bytes


def make(source: Source) -> str:
    """Writes the notebook from its source. Outputs of cells that are as they were stay; says how many are missing."""
    notebook = source.build()
    if source.stored.is_file():
        before = nbformat.read(source.stored, as_version=4)
        keep_outputs(notebook, before)
        notebook.metadata.autoencoders.ran = before.metadata.get("autoencoders", {}).get("ran")
    write(notebook, source.stored)
    return f"made {source.name}" + (f"; {why}" if (why := stale_outputs(notebook)) else "")


def keep_outputs(notebook: nbformat.NotebookNode, before: nbformat.NotebookNode) -> None:
    cells = {(cell.id, cell.source): cell for cell in before.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        if same := cells.get((cell.id, cell.source)):
            cell.outputs, cell.execution_count = same.outputs, same.execution_count


def store(source: Source, ran: nbformat.NotebookNode) -> None:
    """Writes the source with the outputs of `ran`, cell by cell: a stub stays a stub, its checks are the learner's to run."""
    notebook = source.build()
    for cell, done in zip(notebook.cells, ran.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = done.outputs, done.execution_count
    for cell in [*tagged(notebook, "answer"), *tagged(notebook, "check")]:
        cell.outputs, cell.execution_count = [], None
    notebook.metadata.autoencoders.ran = hash_code(notebook)
    write(notebook, source.stored)


def problem(source: Source) -> str | None:
    """What is wrong with the stored notebook, with the command that mends it."""
    if not source.stored.is_file():
        return f"not made: npm run notebooks -- --make {source.name}"
    stored = nbformat.read(source.stored, as_version=4)
    made = source.build()
    shape = lambda notebook: [(cell.id, cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]
    if shape(stored) != shape(made):
        return f"its cells are not its source's: npm run notebooks -- --make {source.name}"
    if why := stale_outputs(stored):
        return f"{why}: npm run notebooks -- --full --store {source.name}"
    if (size := source.stored.stat().st_size) > LIMIT:
        return f"{size / 1e6:.1f} MB, and {LIMIT / 1e6:.0f} MB are the most: fewer or smaller figures"
    return None


def stale_outputs(notebook: nbformat.NotebookNode) -> str | None:
    ran = notebook.metadata.autoencoders.get("ran")
    if not ran:
        return "it has no outputs"
    return None if ran == hash_code(notebook) else "its outputs are of another source"


def write(notebook: nbformat.NotebookNode, path: pathlib.Path) -> None:
    """Writes a valid notebook whole, then gives it its name."""
    nbformat.validate(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    nbformat.write(notebook, part)
    os.replace(part, path)
