"""The frozen view of what carriers sent back: each event with its class, by order, and what each carrier rejects."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One rejection or jeopardy of an order.

    A rejection comes before the FOC and needs a corrected version of the order; a jeopardy comes after it and puts the
    date at risk. ``rejection`` is the class, ``time`` which one of this class it is on this order; ``whose`` cause a
    jeopardy is (customer or carrier) and all texts are "" where nobody told them.
    """

    order: str
    on: date | None
    kind: str
    after_foc: str
    """``yes`` or ``no``; "" where the days do not tell."""
    carrier: str
    code: str
    text: str
    rejection: str
    title: str
    guide: str
    whose: str
    time: int
    fix: str
    """What was done, as written."""
    advice: str
    """What the class asks for."""
    prevention: str
    cell: str


@dataclass(frozen=True, slots=True)
class OrderRejections:
    """What one order went through."""

    order: str
    carrier: str
    state: str
    sent: int
    """How often it was submitted or supplemented, as far as the log tells."""
    rejected: int
    jeopardies: int
    unfixed: int
    repeated: int
    """Rejections whose class had sent this order back before."""
    classes: tuple[str, ...]
    last: date | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one carrier rejects for: one class of it."""

    carrier: str
    rejection: str
    title: str
    rejected: int
    jeopardies: int
    orders: int
    repeated: int
    share: float
    """Its part of all rejections and jeopardies of the carrier, 0 to 1."""
    codes: tuple[str, ...]
    """The codes and words by which the carrier told it."""
    last: date | None
    prevention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionLog:
    """All rejections and jeopardies by order and day, each order that had one, and the lessons by carrier."""

    version: str
    as_of: date
    events: tuple[Rejected, ...]
    orders: tuple[OrderRejections, ...]
    lessons: tuple[Lesson, ...]
