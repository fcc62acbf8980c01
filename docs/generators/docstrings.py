"""The docstrings under attributes, which Python itself does not keep."""

import ast
import inspect
from itertools import pairwise
from textwrap import dedent


def attribute_docstrings(owner: type) -> dict[str, str]:
    """Attribute -> the text below it, for one class."""
    return {
        statement.target.id: text
        for part in ast.parse(dedent(inspect.getsource(owner))).body
        if isinstance(part, ast.ClassDef)
        for statement, below in pairwise(part.body)
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and (text := _text(below))
    }


def _text(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return str(statement.value.value)
    return ""
