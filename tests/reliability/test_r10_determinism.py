"""R10: equal input gives equal bytes in every file that the program writes, whatever the seed, the zone, the locale."""

import csv
import hashlib
from itertools import pairwise

import pytest
from many import FURTHER_FILES, files_in, further_reports, run_many

SHEETS = {
    "sites": """
Site Code|Site Name|Street Address|City|State|ZIP|Voice Model|Elevators|Rate Center|Wire Center CLLI|Latitude|Longitude
HQ|Zentrale Übergröße|100 Congress Ave, Ste 200|Austin|TX|78701|hosted|1|AUSTIN|AUSTTXGR|30.26|-97.74
WH|İstanbul warehouse|200 Elm St|Austin|TX|78702|PRI||AUSTIN|||
ST||300 Elm St|Austin|TX||hosted|||||
""",
    "providers": """
Provider|Role|Aliases|NOC Phone|Ticket Rule
Example Telco|ILEC|ET|800-555-0100|Give the circuit ID
Other Voice|ITSP|||
""",
    "scope": """
Site Code|Last Mile Owner|Number Owner|SIP Owner|ILEC|Inside Wiring Owner
HQ|ET|Example Telco|Other Voice|Example Telco|Landlord
WH|Example Telco|Example Telco||Example Telco|
""",
    "circuits": """
Circuit ID|Site Code|Kind|Retail Provider|Underlying Provider|Service Class|Channels|Number Ranges|Disconnect Date
73/HCGS/123456/000/NE|WH|pri|Example Telco|Example Telco||23B+D|512-456-0100 to 0109|2026-12-14
""",
    "contracts": """
Provider|Service Class|Tariffed|Repair Hours|Maintenance Window|Term End
Example Telco|PRI|yes|24|Thu 00:00-04:00|2027-06-30
""",
    "numbers": """
Telephone Number|Site Code|Status|Carrier|E911 Provisioned|Street Address|City|State|ZIP|Notes
512-456-0100|HQ|active|Example Telco|yes|100 Congress Ave Fl 3 Rm 12|Austin|TX|78701|naïve
512-456-0101|WH|active|Example Telco|no|200 Elm St|Austin|TX|78702|
512-456-0102|ST|active|Example Telco||||||
512-456-0103|NOWHERE|active||||||||
""",
    "devices": """
Device Name|Kind|Telephone Number|Site Code|Can Dial 911|System
P1|phone|512-456-0100|HQ|yes|Webex
P2|phone|512-456-0101|WH|no|Webex
""",
    "lines": """
Line Number|Site Code|Line Type|Action|Service|Carrier|Cutover Date|Disconnect Due
512-456-0142|HQ|elevator|disconnect|POTS|Example Telco|2026-12-02|2026-12-01
512-456-0143|WH|fire alarm|keep|POTS|Example Telco||
""",
    "csr": """
Account|Carrier|Business Name|Service Address|City|State|ZIP|BTN|Telephone Numbers|PIN Required
88-41|Example Telco|Acme Holdings|100 Congress Ave|Austin|TX|78701|512-456-0100|512-456-0100 to 0109|yes
""",
    "loa": """
Order|Account|Business Name|Telephone Numbers|Signer|Signed On
PO-1|88-41|Acme|512-456-0100 to 0102|Ann Lee|2026-11-17
""",
    "orders": """
Order|Account|Losing Carrier|Gaining Carrier|Submitted On|FOC Received On|FOC Date|FOC Time|Time Zone|State|PIN Held
PO-1|88-41|Example Telco|Other Voice|2026-11-18|2026-11-20|2026-12-02|11:30|Central|foc|yes
""",
    "evidence": """
Subject|Kind|Date|By|Result
512-456-0142|inspection|2026-01-10|Ann|pass
""",
    "addresses": """
Name|Street Address|City|State|ZIP
Lobby|100 Congress Ave Fl 3|Austin|TX|78701
Dock|200 Elm Street #4|Austin|TX|
""",
}
REVIEWED = ["xlsx", "md", "csv", "json"]
OF_RUNS = ["xlsx", "html", "json", "md"]
DAYS = ["--as-of", "2026-11-22", "--cutover", "2026-12-02"]
ENVIRONMENTS = {
    "seed 0, UTC": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    "seed 1, Chatham, ASCII": {
        "PYTHONHASHSEED": "1", "TZ": "Pacific/Chatham", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    },
    "seed 42, Honolulu, Turkish": {"PYTHONHASHSEED": "42", "TZ": "Pacific/Honolulu", "LC_ALL": "tr_TR.UTF-8"},
}  # fmt: skip


def outputs(name: str, *endings: str) -> list[str]:
    return [word for ending in endings for word in ("-o", f"{name}.{ending}")]


COMMANDS = [
    ["audit", "in", *DAYS, "--store", "a.db", *outputs("audit", *OF_RUNS)],
    ["audit", "in/numbers.csv", "in/sites.csv", "in/lines.csv", *DAYS, "--store", "a.db", *outputs("less", "json")],
    ["audit", "in", *DAYS, "--store", "a.db", *outputs("again", *OF_RUNS)],
    ["report", "--store", "a.db", *outputs("since", "html"), "--since", "2", "--frameworks", "laws.xlsx", "--test-plan",
     "calls.xlsx", "--calendar", "dates.xlsx", "--port-package", "PO-1", "paper", "--scope", "scope.xlsx", "--fixes", "fixes"],
    ["report", "--store", "a.db", *outputs("hq", "md"), "--site", "HQ", "--frameworks", "laws.md", "--calendar",
     "dates.ics", "--scope", "scope.html"],
    ["diff", "2", "3", "--store", "a.db", *outputs("changes", *OF_RUNS)],
    ["normalize", "in/addresses.csv", "-o", "clean.xlsx", "--columns", "all"],
    ["normalize", "in/addresses.csv", "-o", "clean.csv", "--columns", "all"],
    ["profiles", "match", "in", "--write", "mine/own.toml"],
    ["template", "blank"],
    ["fleet", "run", "customers.csv", "--into", "fleet", "--as-of", "2026-11-22", "--jobs", "1",
     *outputs("fleet", "xlsx", "md", "json", "html")],
    *further_reports("a.db"),
    ["compare-loa", "in", "--as-of", "2026-11-22", *outputs("letters", "xlsx", "csv", "md", "json")],
    ["review", "apply", "again.xlsx", "--store", "a.db", "--as-of", "2026-11-22", "--dry-run", *outputs("would", *REVIEWED)],
    ["review", "apply", "again.xlsx", "--store", "a.db", "--as-of", "2026-11-22", *outputs("left", *REVIEWED)],
    ["check", "--store", "a.db", "--as-of", "2026-12-05", "--after", "2026-12-02", *outputs("owed", "xlsx", "md", "json")],
    ["geocode", "--store", "a.db", "--census-out", "census"],
    ["signoff", "make", "--site", "HQ", "--site", "WH", *DAYS, "--store", "a.db"],
    ["signoff", "verify", "signoff/HQ/signoff.json", "--store", "a.db"],
]  # fmt: skip


def digests(folder, environment):
    """The digest of every file written under such an environment; what was printed counts as one."""
    (folder / "in").mkdir(parents=True)
    for name, text in SHEETS.items():
        with (folder / "in" / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(line.split("|") for line in text.strip().splitlines())
    (folder / "customers.csv").write_text("Customer,Path\nacme,in\n", encoding="utf-8")
    done = run_many(folder, [(words, "") for words in COMMANDS], **environment)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    written = {
        name: content
        for name, content in files_in(folder).items()
        if not name.startswith("in/") and not name.endswith(".db")
    }
    return {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Environment -> file -> digest."""
    folder = tmp_path_factory.mktemp("same")
    found = {}
    for told, environment in ENVIRONMENTS.items():
        found[told] = digests(folder / "one" / "here", environment)
        (folder / "one").rename(
            folder / told
        )  # where the files stand is told in some reports: it is the same each time
    return found


@pytest.mark.slow
def test_every_command_wrote_its_files(written):
    wanted = {word for words in COMMANDS for flag, word in pairwise(words) if flag == "-o"}
    wanted |= {"laws.xlsx", "laws.md", "calls.xlsx", "dates.xlsx", "dates.ics", "scope.xlsx", "scope.html"}
    wanted |= {"paper/loa-data.xlsx", "paper/runbook.md", "fixes/corrections.csv", "mine/own.toml"}
    wanted |= {"blank/e911audit-template.xlsx", *FURTHER_FILES}
    wanted |= {f"signoff/{site}/signoff.{ending}" for site in ("HQ", "WH") for ending in ("json", "html", "pdf")}
    for files in written.values():
        assert wanted <= files.keys()


@pytest.mark.slow
@pytest.mark.parametrize("other", [*ENVIRONMENTS][1:])
def test_equal_input_gives_equal_bytes(written, other):
    first = written[next(iter(ENVIRONMENTS))]
    assert {
        name for name in first.keys() | written[other].keys() if first.get(name) != written[other].get(name)
    } == set()
