"""Which numbers a port can harm: ordered, of a trunk, of an account that is taken apart, unknown, or of life safety."""

from sqlalchemy import and_, not_, or_, select, union

from e911audit.model.tables import Carried, CarrierNumber, Circuit, Device, Line, Number
from e911audit.rules.circuit_subjects import TDM
from e911audit.rules.port_numbers import LifeNumber, PortedAccount
from e911audit.rules.port_subjects import Ordered, bare
from e911audit.rules.shared import shared

in_inventory = or_(
    *(select(table.c.id).where(table.c.e164 == CarrierNumber.c.e164).exists() for table in (Number, Line, Device))
)
"""Whether an inventory knows a number of a carrier's record."""
_of_trunks = (
    select(Carried.c.e164)
    .join(Circuit, and_(Circuit.c.name == Carried.c.circuit, not_(Circuit.c.repeats)))
    .where(Carried.c.e164.is_not(None), or_(Circuit.c.kind.in_(TDM), Circuit.c.access_type == "dsl"))
)
_of_accounts = (
    select(CarrierNumber.c.e164)
    .join(PortedAccount, PortedAccount.c.account == bare(CarrierNumber.c.account))
    .where(CarrierNumber.c.e164.is_not(None))
)
_unknown = select(CarrierNumber.c.e164).where(CarrierNumber.c.e164.is_not(None), not_(in_inventory))
_held = union(select(Ordered.c.e164), _of_trunks, _of_accounts, _unknown, select(LifeNumber.c.e164)).subquery("held")
Held = shared("por_held", select(_held.c.e164), index="e164")
"""Each number of which the Port Hold list tells whether it may move."""
