"""Family DEV, part on analog adapters: does somebody know what hangs on their ports."""

from sqlalchemy import and_, not_, or_, select

from e911audit.model.tables import Device, Line
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.subjects import DEVICES
from e911audit.values import Basis, Severity

_one_site = or_(Line.c.site.is_(None), Device.c.site.is_(None), Line.c.site == Device.c.site)
_by_port = select(Line.c.id).where(Line.c.gateway == Device.c.name, _one_site).correlate(Device).exists()
_by_number = select(Line.c.id).where(Line.c.e164 == Device.c.e164).correlate(Device).exists()


@rule(
    code="DEV-008",
    name="ATA port with life-safety equipment untracked",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=Among(name="analog adapters", tables=DEVICES.tables, query=DEVICES.query.where(Device.c.kind == "ata")),
    message="{subject} is an analog adapter and no line is listed on it: what hangs on its ports may be an alarm panel "
    "or an elevator.",
    fix="Trace each port, and list it as a line with its type, its Gateway Port and what becomes of it (see LEG-002).",
    cites=("ASME A17.1", "NFPA 72"),
    needs=("device.kind", "line.gateway_port or line.replacement or line.e164"),
    points_at=("kind", "name"),
    bad="""
        Devices: Device Name | MAC               | Kind | Telephone Number | Site Code
                 ATA-1       | 00:11:22:33:44:55 | ata  | 212-555-0142     | HQ
                 ATA-2       |                   | ata  |                  | HQ
        Lines: Line Number  | Line Type | Gateway Port | Site Code
               212-555-0177 | elevator  | ATA-12 1     | HQ
               212-555-0178 | elevator  | ATA-2 1      | BRANCH
    """,
    good="""
        Devices: Device Name | MAC               | Kind       | Telephone Number | Site Code
                 ATA-1       | 00:11:22:33:44:55 | ata        |                  | HQ
                 ATA-2       | 00:11:22:33:44:66 | ata        |                  | HQ
                 ATA-3       | 00:11:22:33:44:77 | ata        | 212-555-0179     |
                 ATA-4       | 00:11:22:33:44:88 | ata        |                  |
                 Phone 1     | 00:11:22:33:44:99 | desk phone | 212-555-0142     | HQ
        Lines: Line Number  | Line Type  | Gateway Port      | Replacement | Site Code
               212-555-0177 | elevator   | ata 1 port 2      |             | HQ
               212-555-0178 | fire alarm | 001122334466 FXS1 |             |
               212-555-0179 | fax        |                   |             | HQ
               212-555-0180 | fax        |                   | ATA-4       | HQ
    """,
)
def adapter_without_line() -> Condition:
    """Nobody tests what nobody lists: the adapter goes with the telephones, and the elevator behind it is mute."""
    return and_(not_(_by_port), not_(_by_number))
