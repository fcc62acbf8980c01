"""Family LEG, ninth part: fax machines, modems, card terminals and gateways for what is analog."""

from sqlalchemy import and_, not_, or_

from e911audit.model.tables import Line
from e911audit.rules.line_moves import CHANGES, VOIP, changes, said, serving
from e911audit.rules.rule import Among, Condition, blank, is_in, rule
from e911audit.rules.subjects import LINES, line_proof
from e911audit.values import Basis, Severity


@rule(
    code="LEG-040",
    name="Fax or modem on lossy path",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=serving("fax", "modem_scada", "utility_meter"),
    message="{subject} ({line_kind}) goes over {target_transport}, and no decision (T.38, pass-through) or vendor's "
    "test is recorded.",
    fix="Decide between T.38 and pass-through, send ten pages both ways (a modem: let the vendor test), or replace it.",
    cites=("ITU T.38",),
    needs=("line.target_transport", "line.fax_decision or evidence.kind"),
    points_at=("fax_decision", "target_transport"),
    bad="""
        Lines: Line Number  | Line Type | Target Transport | Fax Decision
               212-555-0177 | fax       | ata              |
               212-555-0178 | modem     | sip              |
    """,
    good="""
        Lines: Line Number  | Line Type | Target Transport | Fax Decision
               212-555-0177 | fax       | ata              | T.38, 10 pages passed
               212-555-0178 | modem     | sip              |
               212-555-0179 | fax       | mfvn             |
               212-555-0180 | voice     | sip              |
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0178 | vendor ack | 2026-11-10 | pass
    """,
)
def lossy_path() -> Condition:
    """Packets that a voice call does not miss break a fax page and a meter's reading, at some hour of the month."""
    return and_(Line.c.target_transport.in_(VOIP), not_(said(Line.c.fax_decision)), not_(line_proof("vendor_ack")))


@rule(
    code="LEG-041",
    name="Card/ATM line without acquirer test",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=serving("atm_pos"),
    message="{subject} ({line_kind}) changes ('{action}') and the acquirer has not confirmed a test.",
    fix="Have the acquirer or the terminal's vendor test a payment over the new path, and record it as vendor ack.",
    cites=("PCI DSS", "acquirer"),
    needs=("line.action", "evidence.kind"),
    points_at=("action",),
    bad="""
        Lines: Line Number  | Line Type | Action
               212-555-0177 | ATM       | replace
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0177 | vendor ack | 2026-11-10 | pending
    """,
    good="""
        Lines: Line Number  | Line Type | Action
               212-555-0177 | POS       | replace
               212-555-0178 | ATM       | keep
               212-555-0179 | ATM       | remove
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0177 | vendor ack | 2026-11-10 | pass
    """,
)
def no_acquirer_test() -> Condition:
    """A terminal that dials slowly over VoIP declines cards on the first busy Saturday."""
    return and_(changes, not_(line_proof("vendor_ack")))


@rule(
    code="LEG-052",
    name="Analog device has no gateway port",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="lines that move to VoIP",
        tables=LINES.tables,
        query=LINES.query.where(
            Line.c.action.in_(CHANGES),
            or_(
                is_in(Line.c.target_transport, "ata"),
                and_(
                    is_in(Line.c.target_transport, "sip"),
                    not_(is_in(Line.c.kind, "", "unknown", "voice")),
                ),
            ),
        ),
    ),
    message="{subject} ({line_kind}) moves to {target_transport}, and no gateway or ATA port is planned for it.",
    fix="Plan an FXS port of a gateway or adapter and enter it under Gateway Port, or name what replaces the device.",
    cites=("practice: edge devices that need specialised gateways",),
    needs=("line.gateway_port", "line.action", "line.target_transport"),
    points_at=("gateway_port", "target_transport"),
    bad="""
        Lines: Line Number  | Line Type | Action | Target Transport | Gateway Port
               212-555-0177 | fax       | port   | sip              |
               212-555-0178 | voice     | move   | ata              |
    """,
    good="""
        Lines: Line Number  | Line Type | Action | Target Transport | Gateway Port | Replacement
               212-555-0177 | fax       | port   | sip              | ATA-1 port 2 |
               212-555-0178 | voice     | move   | sip              |              |
               212-555-0179 | fax       | keep   | ata              |              |
               212-555-0180 | fax       | port   | sip              |              | fax service
    """,
)
def no_port_for_it() -> Condition:
    """On the night of the cutover the pair comes off the block and there is no jack to put it into."""
    return and_(blank(Line.c.gateway_port), not_(said(Line.c.replacement)))
