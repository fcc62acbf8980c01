"""The sheets of the exception workbook after the Summary, as data (contract section 4)."""

from operator import attrgetter

from e911audit.reports.excel.leads import Lead, sheet_of
from e911audit.reports.excel.records import (
    entered,
    findings,
    joined,
    optional,
    received,
    ruled,
    sealed,
    unjudged,
)
from e911audit.reports.excel.table import TABLOID, Column, Plan
from e911audit.reports.tally import answer, records_left, sites_in_order
from e911audit.reports.text import fields_words, missing_from
from e911audit.values import Severity, Status
from e911audit.views.review import SEAL

REVIEWER = (
    Column("Decision", 12, entered("decision"), review="list"),
    Column("Owner", 14, entered("owner"), review="any"),
    Column("Due", 19, entered("due"), "date", review="date"),
    Column("Waiver Reason", 24, entered("waiver_reason"), review="any"),
    Column("Waived By", 14, entered("waived_by"), review="any"),
    Column("Waive Until", 19, entered("waive_until"), "date", review="date"),
    Column("Note", 24, entered("note"), review="any"),
)

FINDING = (
    Column("Severity", 10, attrgetter("finding.severity"), "word"),
    Column("Rule", 9, attrgetter("finding.rule"), "lead", lead=Lead("Rules", "rule", attrgetter("finding.rule"))),
    Column("Rule Name", 24, attrgetter("name")),
    Column("Site", 10, attrgetter("finding.site"), "lead", lead=Lead("Sites", "site", attrgetter("finding.site"))),
    Column(
        "Subject",
        16,
        attrgetter("finding.subject"),
        "id",
        lead=Lead("Must Survive", "line", attrgetter("finding.subject")),
    ),
    Column("Message", 46, attrgetter("finding.message")),
    Column("Fix", 34, attrgetter("finding.fix")),
    Column("Cite", 20, joined("finding.cites")),
    Column("Affects", 8, attrgetter("finding.affects"), "number"),
    Column("Source", 34, attrgetter("finding.cells"), "source"),
    Column(
        "Original Value",
        24,
        attrgetter("finding.original"),
        "lead",
        lead=Lead("Sources", "sheet", lambda found: sheet_of(found.finding)),
    ),
    *REVIEWER,
    Column(SEAL, 22, sealed, "key", hidden=True),
    Column("Key", 22, attrgetter("finding.key"), "key"),
)

MUST_SURVIVE = (
    Column("Line", 15, attrgetter("line"), "lead", lead=Lead("Findings", "subject", attrgetter("line"))),
    Column("Site", 9, attrgetter("site"), "lead", lead=Lead("Sites", "site", attrgetter("site"))),
    Column("Lives Depend", 9, attrgetter("lives")),
    Column("Kind", 22, attrgetter("kind")),
    Column("How We Know", 30, lambda line: "\n".join(filter(None, (line.confidence, *line.how_known)))),
    Column("Decision", 19, attrgetter("decision"), "word"),
    Column("Planned, And Does It Fit", 19, attrgetter("plan")),
    Column("Monthly Cost", 11, attrgetter("cost"), "money"),
    Column("Why, And On What Grounds", 48, lambda line: "\n".join((line.why, *line.grounds))),
    Column("Proof There", 42, lambda line: "\n".join(line.proof_told or line.proof)),
    Column("Proof Missing, And From Whom", 30, lambda line: "\n".join(missing_from(line))),
    Column("Facts Missing", 22, joined("facts_missing")),
    Column("Earliest Safe Disconnect", 12, attrgetter("earliest_disconnect"), "date"),
    Column("Because, Or Not Before", 30, lambda line: "\n".join(line.waiting)),
    Column("Source", 34, lambda line: (line.cell,), "source"),
)

PORT_HOLD = (
    Column(
        "Telephone Number", 18, attrgetter("number"), "lead", lead=Lead("Findings", "subject", attrgetter("number"))
    ),
    Column("Site", 10, attrgetter("site"), "lead", lead=Lead("Sites", "site", attrgetter("site"))),
    Column("Order", 12, attrgetter("order"), "id"),
    Column("Hold", 16, attrgetter("hold"), "word"),
    Column("Old Service Must Stay Until", 26, attrgetter("before")),
    Column("Why", 56, attrgetter("why")),
    Column("What Hangs On It", 34, attrgetter("beside")),
    Column("Source", 34, lambda held: (held.cell,), "source"),
)

SITES = (
    Column("Site", 10, attrgetter("code"), "lead", lead=Lead("Findings", "site", attrgetter("code"))),
    Column("Name", 26, attrgetter("name")),
    Column("Address", 36, attrgetter("address")),
    Column("Verdict", 10, lambda site: "GO" if site.go else "NO-GO", "word"),
    Column("Why", 44, attrgetter("why")),
    *(
        Column(name.title(), 10, attrgetter(name), "number")
        for name in ("numbers", "devices", "lines", "blocker", "major", "minor", "info")
    ),
    Column("Monthly Cost Known", 12, attrgetter("cost"), "money"),
    Column("Of Lines", 8, attrgetter("priced"), "number"),
    Column("Lines With No Known Cost", 14, attrgetter("unpriced"), "number"),
)

NOT_JUDGED = (
    Column("Rule", 10, attrgetter("code"), "lead", lead=Lead("Rules", "rule", attrgetter("code"))),
    Column("Rule Name", 36, optional("rule", "name")),
    Column("Severity", 10, optional("rule", "severity"), "word"),
    Column("Answer", 14, lambda entry: answer(entry.outcome), "word"),
    Column("Records Looked At", 11, attrgetter("outcome.looked_at"), "number"),
    Column("Records Left", 11, lambda entry: records_left(entry.outcome), "number"),
    Column("Missing Fields", 44, lambda entry: fields_words(entry.outcome.missing)),
    Column("Why The Rule Matters", 50, optional("rule", "why")),
)

ADDRESSES = (
    Column("As Written", 48, attrgetter("written")),
    Column("Read As", 14, attrgetter("kind")),
    Column("Line 1", 30, attrgetter("line1")),
    Column("Line 2", 26, attrgetter("line2")),
    Column("City", 18, attrgetter("city")),
    Column("State", 7, attrgetter("state")),
    Column("ZIP", 8, attrgetter("zip"), "id"),
    Column("Used", 8, attrgetter("used"), "number"),
    Column("Doubts", 44, attrgetter("doubts")),
)

REJECTED = (
    Column("State", 12, attrgetter("state"), "word"),
    Column("Source", 34, lambda note: (note.cell,), "source"),
    Column("Reason", 50, attrgetter("reason")),
    Column("Row As Written", 80, joined("values", " | ")),
)

RULES = (
    Column("Rule", 10, attrgetter("code"), "lead", lead=Lead("Findings", "rule", attrgetter("code"))),
    Column("Name", 32, attrgetter("rule.name")),
    Column("Severity", 10, attrgetter("rule.severity"), "word"),
    Column("Basis", 13, attrgetter("rule.basis")),
    Column("Answer", 14, lambda entry: answer(entry.outcome) if entry.outcome else "not asked", "word"),
    Column("Looked At", 9, optional("outcome", "looked_at"), "number"),
    Column("Found", 8, optional("outcome", "found"), "number"),
    Column("Waived", 8, optional("outcome", "waived"), "number"),
    Column("Records Left", 9, optional("outcome", "unjudged"), "number"),
    Column("Why", 50, attrgetter("rule.why")),
    Column("Fix", 34, attrgetter("rule.fix")),
    Column("Cite", 22, joined("rule.cites")),
    Column("Fields Needed", 34, lambda entry: fields_words(entry.rule.needs)),
)

SOURCES = (
    Column("File", 40, attrgetter("source.path")),
    Column(
        "Sheet",
        20,
        optional("sheet", "name"),
        "lead",
        lead=Lead("Findings", "sheet", lambda got: (got.source.path, got.sheet.name if got.sheet else "")),
    ),
    Column("State", 12, optional("sheet", "state"), "word"),
    Column("Profile", 20, optional("sheet", "profile")),
    Column("Reason", 40, optional("sheet", "reason")),
    *(
        Column(name.title(), 12, optional("sheet", name), "number")
        for name in ("rows", "loaded", "ignored", "rejected", "complaints")
    ),
    Column(
        "Columns Not Understood", 30, lambda got: ", ".join(got.sheet.not_understood) if got.sheet else "no sheet found"
    ),
    Column("Secrets Left Out", 22, lambda got: ", ".join(got.sheet.secrets) if got.sheet else None),
    Column("Exported On", 12, optional("sheet", "exported_on"), "date"),
    Column("Notes", 60, lambda got: "; ".join(got.sheet.notes) if got.sheet else None),
    Column("SHA-256", 58, attrgetter("source.sha256"), "key"),
)

PLANS = (
    Plan(
        "Blockers",
        findings(Status.OPEN, Severity.BLOCKER),
        FINDING,
        "No blocker is open among what was judged. See the sheet Not Judged for what was not.",
        "C2",
        TABLOID,
        "9B1C1C",
    ),
    Plan(
        "Findings",
        findings(Status.OPEN),
        FINDING,
        "No finding is open among what was judged. See the sheet Not Judged for what was not.",
        "C2",
        TABLOID,
        "E8893B",
    ),
    Plan(
        "Must Survive",
        lambda result: (*result.must_survive, *result.other_lines),
        MUST_SURVIVE,
        "No line in the input was found that must outlive the cutover. If the firm has elevators, fire alarms or "
        "fax lines, their lines are missing from the input.",
        "B2",
        TABLOID,
    ),
    Plan(
        "Port Hold",
        attrgetter("port_hold"),
        PORT_HOLD,
        "No order, trunk, account or life-safety line in the input has a number that a port could harm.",
        "B2",
        TABLOID,
    ),
    Plan("Sites", sites_in_order, SITES, "No site was found in the input, so no site can be cleared."),
    Plan("Not Judged", unjudged, NOT_JUDGED, "Every rule that was asked could be judged for every record."),
    Plan("Addresses", attrgetter("addresses"), ADDRESSES, "No address was found in the input.", "B2"),
    Plan("Rejected Rows", attrgetter("row_notes"), REJECTED, "Every row was read, and every cell of it understood."),
    Plan("Waived", findings(Status.WAIVED), FINDING, "No finding is waived.", "C2", TABLOID),
    Plan("Rules", ruled, RULES, "No rule was asked.", paper=TABLOID),
    Plan("Sources", received, SOURCES, "No file was read.", paper=TABLOID),
)
"""The sheets in the order of the contract."""
