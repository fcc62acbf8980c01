"""Where the inventory and its judgements are kept: a SQLite file, or a database by URL."""

from e911audit.store.store import Store, shown

__all__ = ["Store", "shown"]
