"""Offline audit of a VoIP migration: E911 locations, life-safety lines and ports.

The public names are those of ``__all__``; they are imported on first use, so that the command line starts fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from e911audit.api import audit, check, compare_loa, load
    from e911audit.places.components import components
    from e911audit.places.grade import grade
    from e911audit.places.resolve import resolve
    from e911audit.places.same import compare

__version__ = "0.1.0"
__all__ = ["audit", "check", "compare", "compare_loa", "components", "grade", "load", "resolve"]
HOMES = {
    "compare": "places.same",
    "components": "places.components",
    "grade": "places.grade",
    "resolve": "places.resolve",
}
"""Where a public name is defined, if not in ``api``."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'e911audit' has no attribute '{name}'")
    from importlib import import_module

    module = import_module(f"e911audit.{HOMES.get(name, 'api')}")
    return getattr(module, name)
