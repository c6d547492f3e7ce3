"""A notebook's source: plain TypeScript with `// %%` cells, jupytext's ts:percent format; see docs/maintainer.md."""

import hashlib
import pathlib
import re

import jupytext
import nbformat

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "notebooks/source"
METADATA = {
    "kernelspec": {"display_name": "TypeScript", "language": "typescript", "name": "tslab"},
    # same as in src/kernel/front/info.ts, or JupyterLab would mark the notebook as changed when it is opened
    "language_info": {
        "codemirror_mode": {"mode": "typescript", "name": "javascript", "typescript": True},
        "file_extension": ".ts",
        "mimetype": "text/typescript",
        "name": "typescript",
        "pygments_lexer": "typescript",
        "version": "5.0.4",
    },
}


class Source:
    """The source of one notebook of the course, such as `0-vanilla/lesson`."""

    def __init__(self, path: pathlib.Path):
        self.path = path
        self.slug, self.kind = path.parent.name, path.stem
        self.name = f"{self.slug}/{self.kind}"
        self.stored = ROOT / "notebooks" / self.slug / f"{self.kind}.ipynb"

    def build(self) -> nbformat.NotebookNode:
        """The notebook without outputs. A cell's id is its title or a hash of its text: unchanged cells keep it."""
        read = jupytext.reads(self.path.read_text(encoding="utf-8"), fmt="ts:percent")
        made = {"source": self.path.relative_to(ROOT).as_posix(), "made by": "npm run notebooks"}
        notebook = nbformat.v4.new_notebook(metadata={**METADATA, "autoencoders": made})
        for cell in read.cells:
            tags = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
            new = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}[cell.cell_type]
            text = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
            name = re.sub(r"\W+", "-", cell.metadata.get("title", text))
            ids = [other.id for other in notebook.cells]
            id = next(id for id in [name, *(f"{name}-{n}" for n in range(2, 1000))] if id not in ids)
            notebook.cells.append(new(cell.source, id=id, metadata=tags))
        notebook.metadata.autoencoders.cells = hash_cells(notebook)
        return notebook


def find_sources(names: list[str]) -> list[Source]:
    """The sources with the given names (a slug, `0-vanilla/lesson`, a path of a source or notebook); by default all.

    Raises KeyError with the name if it is not a notebook of the course.
    """
    sources = [Source(path) for path in sorted(SOURCES.glob("[!.]*/*.ts"))]
    if not names:
        return sources
    found = [source for name in names for source in matching(sources, name)]
    return list(dict.fromkeys(found))


def matching(sources: list[Source], name: str) -> list[Source]:
    short = re.sub(r"\.(ts|ipynb)$", "", name.rstrip("/"))
    short = "/".join(part for part in pathlib.PurePath(short).parts[-2:] if part not in ("notebooks", "source"))
    found = [source for source in sources if short in (source.slug, source.name)]
    if not found:
        raise KeyError(name)
    return found


def hash_code(notebook: nbformat.NotebookNode) -> str:
    """A hash of the code whose outputs are stored: outputs stored with another hash are out of date."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "learner" not in cell.metadata.get("tags", [])]
    return hashlib.sha256("\0".join(code).encode()).hexdigest()


def hash_cells(notebook: nbformat.NotebookNode) -> str:
    """A hash of all cells: if it differs from the one stored at generation, the notebook was edited."""
    cells = [f"{cell.cell_type} {cell.metadata.get('tags', [])}\n{cell.source}" for cell in notebook.cells]
    return hashlib.sha256("\0".join(cells).encode()).hexdigest()


def tagged(notebook: nbformat.NotebookNode, tag: str) -> list:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]
