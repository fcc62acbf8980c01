"""Who the rules of family CIR look at: circuits and trunks, the paths of a site, and what each circuit carries."""

from typing import Any

from sqlalchemy import Select, and_, case, func, not_, or_, select, union

from e911audit.model.tables import Carried, Circuit, Line, Site
from e911audit.rules.rule import Among, Condition, day, is_in
from e911audit.rules.shared import shared
from e911audit.rules.subjects import first_site, looked_at

TDM = ("pri", "bri", "t1", "pots")
"""Kinds of circuit that are voice themselves; the others carry packets."""
OVER_NETWORK = ("ata", "sip", "mfvn")
"""Transports of a line that end when the site's network loses power or its access is cut."""
YEAR = 365
"""Days after which a test or a letter about a route says no more: carriers move circuits without asking."""


def stays(circuit: Any) -> Condition:
    """Tell where a circuit is in service after the cutover, or today where the run has none; never NULL itself."""
    gone = or_(circuit.c.disconnect_on <= day("as_of"), circuit.c.disconnect_on <= day("cutover"))
    return and_(not_(circuit.c.repeats), not_(func.coalesce(gone, False)))


def is_path(circuit: Any) -> Condition:
    """Tell where a circuit brings packets to a site; a SIP trunk that rides on another circuit does not."""
    trunk = and_(is_in(circuit.c.kind, "sip"), circuit.c.access_type.is_(None))
    return and_(not_(is_in(circuit.c.kind, *TDM)), not_(trunk))


def _circuits(*further: Any) -> Select[Any]:
    return looked_at(
        Circuit,
        "circuit",
        Circuit.c.name,
        Circuit.c.site,
        func.coalesce(Circuit.c.kind, "circuit").label("circuit_kind"),
        *further,
    )


CIRCUITS = Among(name="circuits", tables=("circuit",), query=_circuits().where(not_(Circuit.c.repeats)))
pending_pri = and_(
    not_(Circuit.c.repeats),
    is_in(Circuit.c.kind, "pri"),
    not_(func.coalesce(Circuit.c.disconnect_on <= day("as_of"), False)),
)
PRIS = Among(name="PRIs that are still to be cut over", tables=("circuit",), query=_circuits().where(pending_pri))
PATHS = Among(
    name="circuits that bring packets to a site",
    tables=("circuit",),
    query=_circuits()
    .join(Site, and_(Site.c.code == Circuit.c.site, first_site), isouter=True)
    .where(stays(Circuit), is_path(Circuit)),
)
voice_over_it = case(
    (Circuit.c.voice_path.in_(("yes", "no")), Circuit.c.voice_path == "yes"),
    else_=Site.c.voice_model.in_(("hosted", "sip_trunk", "mixed")),
)
"""Whether calls go over a circuit of ``PATHS``: its own column, else how the site gets its voice; NULL where neither
tells."""

life_safety = func.coalesce(Line.c.life_safety, "unknown") != "no"
"""A line of which nobody knows counts as one on which lives depend."""
CarriedLines = shared(
    "cir_carried_lines",
    union(
        select(Carried.c.circuit, Line.c.id.label("line")).join(Line, Line.c.name == Carried.c.line),
        select(Carried.c.circuit, Line.c.id.label("line")).join(Line, Line.c.e164 == Carried.c.e164),
    ),
    index="circuit",
)
"""The lines on each circuit, whether they name it or stand in its ranges."""
_network_lines = (
    select(Circuit.c.name.label("circuit"), Line.c.id.label("line"))
    .join(Line, Line.c.site == Circuit.c.site)
    .where(stays(Circuit), is_path(Circuit), life_safety, Line.c.target_transport.in_(OVER_NETWORK))
)
_life_lines = union(
    _network_lines,
    select(CarriedLines.c.circuit, Line.c.id.label("line"))
    .join(Line, Line.c.id == CarriedLines.c.line)
    .where(life_safety),
).subquery("life_lines")
LifeLines = shared(
    "cir_life_lines",
    select(_life_lines.c.circuit, func.count().label("lines")).group_by(_life_lines.c.circuit),
    index="circuit",
)
"""How many life-safety lines each circuit carries: its own, and those that move onto the network of its site."""
