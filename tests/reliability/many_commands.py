"""Runs many command lines in one process, as a user would run them one after the other: ``many_commands.py FILE``.

FILE holds JSON: a list of entries ``[words, crash]``. ``crash`` names a function (``module:name``) that shall fail, with
its arguments as the words of the failure; blank for none. An exception is told as the interpreter tells it.
"""

import json
import sys
import traceback
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from e911audit.__main__ import main


def fail(*arguments, **options):
    raise ValueError(f"provoked with {arguments!r} {options!r}")


def run(words: list[str], crash: str) -> None:
    """One command line; its exit code goes to stderr."""
    sys.argv = ["e911audit", *words]
    module, _, name = crash.partition(":")
    try:
        if crash:
            with patch.object(import_module(module), name, fail):
                main()
        else:
            main()
    except SystemExit as stop:
        sys.stderr.write(f"exit {stop.code} of {words[0]}\n")
    except Exception:  # noqa: BLE001  (what nobody caught is told as the interpreter does)
        traceback.print_exc()


if __name__ == "__main__":
    for words, crash in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        run(words, crash)
