"""The docstrings under attributes, which Python itself does not keep."""

import ast
import inspect
from itertools import pairwise
from textwrap import dedent


def attribute_docstrings(owner: type) -> dict[str, str]:
    """Attribute -> the text below it, for one class."""
    return {
        name: text
        for part in ast.parse(dedent(inspect.getsource(owner))).body
        if isinstance(part, ast.ClassDef)
        for statement, below in pairwise(part.body)
        if (name := _name(statement)) and (text := _text(below))
    }


def _name(statement: ast.stmt) -> str:
    """The attribute that a statement gives a type or, as in an enumeration, a value."""
    target = statement.target if isinstance(statement, ast.AnnAssign) else None
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _text(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return str(statement.value.value)
    return ""
