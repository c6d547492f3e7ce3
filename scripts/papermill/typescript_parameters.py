"""Lets papermill pass parameters to TypeScript notebooks: `papermill in.ipynb out.ipynb -p epochs 2`.

Papermill loads plug-ins through entry points (see the dist-info folder next to this file). It has none for the languages of
parameters, so this one is named as an engine, and the engine is papermill's own.
"""

import json
import logging
import math
import pathlib
import shutil
import subprocess

import click
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from papermill.engines import NBClientEngine as TypeScriptEngine  # noqa: F401 (the entry point)
from papermill.exceptions import PapermillException
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

READER = pathlib.Path(__file__).with_name("read-parameters.mjs")
LARGEST_INTEGER = 2**53 - 1  # Number.MAX_SAFE_INTEGER
KEYWORDS = set(
    """await break case catch class const continue debugger default delete do else enum export extends false finally for
    function if implements import in instanceof interface let new null package private protected public return static
    super switch this throw true try typeof var void while with yield arguments eval undefined""".split()
)


class WrongParameter(PapermillException, click.ClickException):
    """A parameter that TypeScript does not accept. The command line prints its message without a traceback."""


class TypeScriptTranslator(Translator):
    """Writes the cell of injected parameters, with the types of the notebook's cell tagged `parameters`."""

    def __init__(self):
        self.declared = {}

    def inspect(self, parameters_cell):
        """The parameters that a cell declares. Papermill calls this before it injects the values."""
        self.declared = {one["name"]: one for one in read_parameters(parameters_cell["source"])}
        return [
            Parameter(one["name"], one["type"] or "None", one["default"], one["help"])
            for one in self.declared.values()
        ]

    def codify(self, parameters, comment="Parameters"):
        declared, self.declared = self.declared, {}  # the next notebook may have no such cell
        lines = [f"// {' '.join(comment.split())}"]
        for name, value in parameters.items():
            if not isinstance(name, str) or not name.replace("$", "_").isidentifier() or name in KEYWORDS:
                raise WrongParameter(
                    f"invalid parameter name: {name!r} (expected letters, digits, _ and $, not starting with a digit, and no "
                    "keyword). Rename it, also in the cell tagged 'parameters'."
                )
            try:
                lines.append(declaration(name, value, declared.get(name)))
            except OverflowError as error:
                raise WrongParameter(
                    f"invalid {name}: {error} (expected an integer up to {LARGEST_INTEGER}, the largest that TypeScript's "
                    f"numbers hold exactly). Pass a smaller one, or text: papermill -r {name} VALUE."
                ) from None
        return "\n".join(lines) + "\n"


def declaration(name, value, declared):
    """`const epochs: number = 2;`, with the keyword and the type of the notebook's own declaration."""
    if not declared:
        return f"const {name} = {literal(value)};"
    type_ = declared["type"]
    if declared["choice"] and isinstance(value, str):  # const loss = 'mse' has its own type, not string
        type_ = " | ".join(dict.fromkeys([literal(declared["choice"]), literal(value)]))
    return f"{declared['keyword']} {name}{type_ and ': ' + type_} = {literal(value)};"


def literal(value):
    """A JSON, YAML or Python value as TypeScript."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise OverflowError(str(value))
        return str(value)
    if isinstance(value, float):
        if math.isfinite(value):
            return repr(value)
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key(k)}: {literal(v)}" for k, v in value.items()) + " }" if value else "{}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "[" + ", ".join(map(literal, value)) + "]"
    return text(value)


def key(value):
    """An object key. `__proto__` without brackets would set the prototype."""
    name = value if isinstance(value, str) else literal(value).strip('"')
    return '["__proto__"]' if name == "__proto__" else text(name)


def text(value):
    """A string literal, with line breaks and lone surrogates escaped."""
    plain = json.dumps(str(value), ensure_ascii=False)
    return "".join(c if c.isprintable() or c == "\u200d" else escape(c) for c in plain)


def escape(character):
    return json.dumps(character)[1:-1]


def read_parameters(source):
    """The result of `read-parameters.mjs` for a cell; empty, with a warning, if Node.js does not run."""
    try:
        done = subprocess.run(
            [find_node(), READER], input=source, capture_output=True, check=True, encoding="utf-8", timeout=60
        )
        return json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        logging.getLogger("papermill").warning("The types of the parameters are not known: %s", error)
        return []


def find_node():
    """Node.js from PATH, or otherwise the one that runs the kernel."""
    try:
        return shutil.which("node") or KernelSpecManager().get_kernel_spec("tslab").argv[0]
    except NoSuchKernel:
        return "node"


translator = TypeScriptTranslator()
for kernel_or_language in ("tslab", "typescript"):
    papermill_translators.register(kernel_or_language, translator)
