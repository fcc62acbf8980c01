"""The steps of the schema, oldest first."""

from alembic.operations import Operations
from sqlmodel import SQLModel

import e911audit.model  # noqa: F401  (registers the tables)


def start(operations: Operations) -> None:
    """The first schema."""
    SQLModel.metadata.create_all(operations.get_bind())
