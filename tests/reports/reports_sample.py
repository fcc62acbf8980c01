"""A believable result: a clinic chain of four sites, two weeks before its cutover."""

from datetime import date

from e911audit.values import Basis, Judgement, Severity, Status
from e911audit.views.result import (
    Cell,
    Finding,
    HeldNumber,
    Outcome,
    PlaceUse,
    Result,
    RowNote,
    RuleFacts,
    SheetReceipt,
    SiteVerdict,
    SourceReceipt,
    SurvivingLine,
)

BLOCKER, MAJOR, MINOR, INFO = Severity

RULES = (
    RuleFacts(
        "CBN-001",
        "911 needs a prefix",
        BLOCKER,
        Basis.LAW,
        "A guest who dials 911 must reach 911.",
        "Add a route for bare 911.",
        ("47 CFR 9.16(b)(1)",),
        ("system.direct_911",),
    ),
    RuleFacts(
        "LEG-020",
        "Fire alarm onto ATA/SIP not MFVN",
        BLOCKER,
        Basis.ADOPTED_CODE,
        "A fire panel needs a supervised path that its authority accepts.",
        "Keep the copper line, or move the panel to an approved communicator.",
        ("NFPA 72 26.6.3",),
        ("line.kind", "line.mfvn"),
    ),
    RuleFacts(
        "LOC-001",
        "No location on dial-capable endpoint",
        BLOCKER,
        Basis.LAW,
        "Without a dispatchable location the ambulance is sent to the main entrance, or to another town.",
        "Assign an emergency response location.",
        ("47 CFR 9.16(b)(3)", "47 CFR 9.3"),
        ("device.location", "device.endpoint_kind"),
    ),
    RuleFacts(
        "LOC-016",
        "State / ZIP mismatch",
        MAJOR,
        Basis.PRACTICE,
        "An address with the wrong ZIP fails validation.",
        "Correct the ZIP or the state.",
        (),
        ("number.zip", "number.state"),
    ),
    RuleFacts(
        "LOC-038",
        "Location text too long for ALI",
        MINOR,
        Basis.STANDARD,
        "The ALI record holds 60 characters; the rest is cut off at the dispatcher's screen.",
        "Shorten the text.",
        ("NENA-STA-015 2.1",),
        ("location.room",),
    ),
    RuleFacts(
        "NUM-015",
        "ALI record old or undated",
        INFO,
        Basis.PRACTICE,
        "An old extract may miss moves.",
        "Ask for a fresh extract.",
        (),
        ("e911_record.extract_date",),
    ),
    RuleFacts(
        "POR-020",
        "Business name differs from CSR",
        BLOCKER,
        Basis.PRACTICE,
        "The losing carrier rejects the order.",
        "Copy the name from the CSR.",
        (),
        ("csr.business_name", "loa.business_name"),
    ),
    RuleFacts(
        "SLA-001",
        "No contract terms for the service class",
        MAJOR,
        Basis.PRACTICE,
        "Nobody can say when a dead line must work again.",
        "File the contract.",
        (),
        ("contract.repair_hours",),
    ),
)

SITES = ("HQ", "NORTH", "WEST", "ANNEX")

TEXTS = {
    "LOC-001": (
        "Exam phone {n} on floor 2 has no location, and the site has three floors.",
        "Assign the ERL of floor 2.",
    ),
    "LOC-016": ("ZIP 06510 belongs to Connecticut; the row says NY.", "Correct the ZIP or the state."),
    "LOC-038": (
        "The location text has 74 characters; the ALI record holds 60: 'Building C, third floor, east wing, nurse station beside elevator 3'.",
        "Shorten the text.",
    ),
    "NUM-015": ("The ALI extract is 402 days old.", "Ask the provider for a fresh extract."),
    "POR-020": ("LOA says 'Harborview Clinics', the CSR says 'Harborview Clinics LLC'.", "Copy the name from the CSR."),
    "LEG-020": (
        "The fire alarm line 212-555-0144 moves to an ATA on the public internet.",
        "Keep the copper line until the panel has an approved communicator.",
    ),
}


def finding(number, rule="LOC-001", *, status=Status.OPEN):
    """The finding of this number."""
    severity = next(facts.severity for facts in RULES if facts.code == rule)
    subject = f"+1212555{number % 10000:04}"
    message, fix = TEXTS[rule]
    return Finding(
        key=f"{rule}:{subject}:{number}",
        rule=rule,
        severity=severity,
        subject_kind="number",
        subject=subject,
        site=SITES[number % len(SITES)],
        message=message.format(n=number),
        fix=fix,
        cites=next(facts.cites for facts in RULES if facts.code == rule),
        affects=1 + number % 3,
        status=status,
        cells=(Cell("exports/callmanager.xlsx", "Phones", f"H{number + 2}"),),
        original=f"{number:05}",
    )


def sheet(name, state="loaded", reason="headers fit", **counts):
    facts = {"rows": 0, "loaded": 0, "ignored": 0, "rejected": 0, "complaints": 0} | counts
    return SheetReceipt(
        name=name,
        profile="own template" if state == "loaded" else "",
        state=state,
        reason=reason,
        not_understood=("Cost Center",) if state == "loaded" else (),
        secrets=("Port PIN",) if name == "CSR" else (),
        exported_on=date(2026, 11, 2) if state == "loaded" else None,
        **facts,
    )


def make_result(count=60):
    """A result with this many findings, one in twelve of them waived."""
    codes = ("LOC-001", "LOC-016", "LOC-038", "LOC-016", "NUM-015", "POR-020", "LEG-020", "LOC-038")
    findings = sorted(
        (finding(n, codes[n % len(codes)], status=Status.WAIVED if n % 12 == 3 else Status.OPEN) for n in range(count)),
        key=lambda f: f.key,
    )
    still_open = [f for f in findings if f.status == Status.OPEN]
    counted = {str(severity): sum(f.severity == severity for f in still_open) for severity in Severity}
    return Result(
        version="0.1.0",
        as_of=date(2026, 11, 22),
        cutover=date(2026, 12, 6),
        strictness="default",
        sources=(
            SourceReceipt(
                "exports/callmanager.xlsx",
                "9f" * 32,
                (
                    sheet("Phones", rows=412, loaded=410, rejected=2),
                    sheet("Cover", "ignored", "no header row was found"),
                ),
            ),
            SourceReceipt("exports/carrier.zip/csr.csv", "3a" * 32, (sheet("CSR", rows=61, loaded=61, complaints=1),)),
            SourceReceipt(
                "exports/broken.xls", "77" * 32, (sheet("", "unreadable", "the file ends in the middle of a record"),)
            ),
            SourceReceipt("exports/empty.xlsx", "00" * 32, ()),
        ),
        outcomes=(
            Outcome("CBN-001", Judgement.NOT_JUDGED, 0, 0, 0, 3, ("system.direct_911", "system.outside_access_code")),
            Outcome("LEG-020", Judgement.FOUND, 14, 7, 0, 2, ("line.mfvn",)),
            Outcome("LOC-001", Judgement.FOUND, 410, 8, 1, 0, ()),
            Outcome("LOC-016", Judgement.FOUND, 410, 15, 2, 0, ()),
            Outcome("LOC-038", Judgement.FOUND, 38, 15, 2, 0, ()),
            Outcome("NUM-015", Judgement.FOUND, 410, 7, 0, 0, ()),
            Outcome("POR-020", Judgement.FOUND, 4, 1, 0, 0, ()),
            Outcome(
                "SLA-001",
                Judgement.NOT_JUDGED,
                0,
                0,
                0,
                0,
                (
                    "contract.repair_hours",
                    "contract.response_hours",
                    "contract.availability_percent",
                    "contract.escalation",
                ),
            ),
        ),
        findings=tuple(findings),
        totals={"numbers": 1204, "devices": 410, "lines": 14, "sites": 4, "addresses": 12} | counted,
        sites=(
            SiteVerdict(
                "ANNEX",
                "Records annex",
                "4 Dock St, Albany NY 12207",
                12,
                9,
                0,
                0,
                0,
                0,
                0,
                True,
                "No open blocker; everything was judged.",
            ),
            SiteVerdict(
                "HQ",
                "Harborview main clinic",
                "350 5th Ave, New York NY 10118",
                900,
                300,
                9,
                14,
                4,
                3,
                2,
                False,
                "14 open blockers, first: LEG-020 fire alarm line +12125550144.",
            ),
            SiteVerdict(
                "NORTH",
                "North day clinic",
                "12 Elm St, Yonkers NY 10701",
                200,
                80,
                5,
                3,
                5,
                4,
                2,
                False,
                "3 open blockers, first: LOC-001.",
            ),
            SiteVerdict(
                "WEST",
                "West laboratory",
                "88 Orange St, New Haven CT 06510",
                92,
                21,
                0,
                0,
                6,
                4,
                3,
                False,
                "No open blocker, but CBN-001 could not be judged.",
            ),
        ),
        must_survive=(
            SurvivingLine(
                "+12125550144",
                "HQ",
                "fire_alarm",
                "fire alarm panel",
                "replace",
                "It carries the fire panel's signals to the monitoring station.",
                ("monitoring station named",),
                ("AHJ approval", "received-at-station test"),
                Cell("exports/callmanager.xlsx", "Analog", "B9"),
            ),
            SurvivingLine(
                "HCGS.123456..NY",
                "HQ",
                "elevator",
                "elevator car phone",
                "remove",
                "Car 3 has no other way to call for help.",
                (),
                ("inspector's acceptance", "four-hour battery"),
                Cell("exports/callmanager.xlsx", "Analog", "B12"),
            ),
        ),
        port_hold=(
            HeldNumber(
                "+12125550144",
                "HQ",
                "life-safety line",
                "The fire panel dials out on it.",
                Cell("exports/carrier.zip/csr.csv", "", "A17"),
            ),
            HeldNumber(
                "+12125550100",
                "HQ",
                "billing number",
                "Porting it closes the account with 14 lines on it.",
                Cell("exports/carrier.zip/csr.csv", "", "A2"),
            ),
        ),
        addresses=(
            PlaceUse(
                "350 5TH AVE FL 34 STE 3400, NEW YORK NY 10118",
                "street",
                "350 5TH AVE",
                "FL 34 STE 3400",
                "NEW YORK",
                "NY",
                "10118",
                312,
                "",
            ),
            PlaceUse(
                "88 Orange, New Haven CT 6510",
                "street",
                "88 ORANGE ST",
                "",
                "NEW HAVEN",
                "CT",
                "06510",
                21,
                "ZIP of four digits read as 06510; street type added",
            ),
            PlaceUse("see Bob", "unread", "", "", "", "", "", 2, "no house number, no street"),
        ),
        row_notes=(
            RowNote(
                Cell("exports/callmanager.xlsx", "Phones", "A77"),
                "rejected",
                "The row has no device name and no number.",
                ("", "", "spare?", "2nd fl"),
            ),
            RowNote(
                Cell("exports/carrier.zip/csr.csv", "", "F17"),
                "loaded",
                "'TBD' is not a date.",
                ("4021", "Harborview", "TBD"),
            ),
        ),
        rules=RULES,
    )
