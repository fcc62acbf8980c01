"""Offline audit of a VoIP migration: E911 locations, life-safety lines and ports.

The public names are those of ``__all__``; they are imported on first use, so that the command line starts fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from e911audit.api import audit, check, load
    from e911audit.places.resolve import resolve

__version__ = "0.1.0"
__all__ = ["audit", "check", "load", "resolve"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'e911audit' has no attribute '{name}'")
    from importlib import import_module

    module = import_module("e911audit.places.resolve" if name == "resolve" else "e911audit.api")
    return getattr(module, name)
