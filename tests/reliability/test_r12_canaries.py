"""R12: a PIN, a password or a SIP secret that stands anywhere in the input stands in nothing that the program writes."""

from pathlib import Path

import pytest
from many import FURTHER_FILES, files_in, further_reports, opened, run_many
from openpyxl import Workbook
from openpyxl.comments import Comment

CANARIES = {
    "column": "7391540001",
    "yes/no column": "7391540002",
    "note": "7391540003",
    "title": "7391540004",
    "next cell": "7391540005",
    "comment": "7391540006",
    "hidden column": "7391540007",
    "hidden sheet": "7391540008",
    "property": "7391540009",
    "file name": "7391540010",
    "sheet name": "7391540011",
    "header": "7391540012",
    "ignored row": "7391540013",
    "rejected row": "7391540014",
    "table further down": "7391540015",
    "refused sheet": "7391540016",
    "csv column": "7391540017",
    "folder": "7391540018",
    "sip": "cAnary-Sip9!x",
    "quoted": "correct cAnary battery",
    "word": "cAnary7word",
    "punctuation": "a,cAnary;1)z",
    "behind": "7391540019",
    "second": "7391540020",
    "letter": "7391540023",
    "record": "7391540024",
    "url": "cAnary:/7391540021",
    "url option": "cAnary7391540022",
}
WEB = "2026-11-22"


def hostile_book(file: Path) -> None:
    secret, book = CANARIES, Workbook()
    book.properties.title = book.properties.keywords = f"PIN: {secret['property']}"
    sheet = book.active
    sheet.title = f"PIN {secret['sheet name']}"
    sheet.append([f"Numbers, port-out PIN: {secret['title']}"])
    sheet.append(["Account PIN:", secret["next cell"]])
    sheet.append(["Telephone Number", "Site Code", "Status", "Port-Out PIN", "Notes", "SIP Password", "PIN Held",
                  f"Remarks (PIN: {secret['header']})"])  # fmt: skip
    notes = [
        f"ask Bob, PIN: {secret['note']}",
        f'VM password: "{secret["quoted"]}"',
        f"the password is {secret['word']}",
        f"passcode={secret['punctuation']}",
        f"{secret['behind']} is the PIN",
        f"PINs: 4711 and {secret['second']}",
    ]
    for number, note in enumerate(notes):
        cells = [secret["column"], note, secret["sip"], secret["yes/no column"], "fine"]
        sheet.append([f"512-456-14{number:02}", "HQ", "active", *cells])
    sheet["A4"].comment = Comment(f"PIN: {secret['comment']}", "Ann")
    sheet.append(["no number", "HQ", "active", secret["column"], f"PIN: {secret['rejected row']}"])
    sheet.append(["Total", "", "", "", f"PIN {secret['ignored row']}"])
    sheet.append([])
    sheet.append(["Vendor", "Port PIN"])
    sheet.append(["Bell", secret["table further down"]])
    hidden = book.create_sheet("Devices")
    hidden.sheet_state = "hidden"
    hidden.append(["Device Name", "Kind", "Site Code", "Voicemail PIN", "Notes"])
    hidden.append(["P1", "phone", "HQ", secret["hidden sheet"], f"pin {secret['hidden column']}"])
    hidden.column_dimensions["D"].hidden = hidden.column_dimensions["E"].hidden = True
    other = book.create_sheet("Vault")
    other.append(["Whose", "Password"])
    other.append(["Ann", secret["refused sheet"]])
    book.save(file)


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    """Everything that is left of many commands over hostile input, by where it was found."""
    folder = tmp_path_factory.mktemp("canaries") / "here"
    inputs = folder / "in" / f"pin_{CANARIES['folder']}"
    inputs.mkdir(parents=True)
    hostile_book(inputs / f"Port PIN {CANARIES['file name']}.xlsx")
    (inputs / "sites.csv").write_text(
        f"Site Code,Site Name,Street Address,City,State,ZIP,Gate Passcode\n"
        f"HQ,Head Office,500 Congress Ave,Austin,TX,78701,{CANARIES['csv column']}\n",
        encoding="utf-8",
    )
    (inputs / "csr.csv").write_text(
        "Account,Carrier,Business Name,BTN,Telephone Numbers,Port-Out PIN\n"
        f"88-41,Bell,Acme,512-456-1400,512-456-1400 to 1409,{CANARIES['record']}\n",
        encoding="utf-8",
    )
    (inputs / "loa.csv").write_text(
        "Order,Account,Business Name,Telephone Numbers,Signer,Signed On,Port-Out PIN\n"
        f"PO-1,88-41,Acme,512-456-1400 to 1402,Ann Lee,2026-11-17,{CANARIES['letter']}\n",
        encoding="utf-8",
    )
    (inputs / f"secret={CANARIES['file name']}.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    book = str(next(inputs.glob("Port*")))
    audit = ["audit", "in", "--as-of", WEB, "--store", "a.db"]
    url = f"postgresql://ann:{CANARIES['url']}@127.0.0.1:9/x?sslpassword={CANARIES['url option']}"
    commands = [
        ([*audit, "-o", "a.xlsx", "-o", "a.html", "-o", "a.json", "-o", "a.md", "--debug"], ""),
        (["load", "in", "--store", "b.db", "--debug"], ""),
        (["check", "--store", "b.db", "--as-of", WEB], ""),
        (["report", "--store", "b.db", "-o", "b.xlsx", "--fixes", "fixes", "--scope", "s.xlsx",
          "--frameworks", "f.xlsx", "--test-plan", "t.xlsx", "--calendar", "c.ics"], ""),
        *((words, "") for words in further_reports("a.db")),
        (["compare-loa", "in", "--as-of", WEB, "-o", "l.xlsx", "-o", "l.md", "-o", "l.json", "-o", "l.csv", "--debug"], ""),
        (["review", "apply", "a.xlsx", "--store", "a.db", "--as-of", WEB, "--dry-run", "-o", "w.json", "--debug"], ""),
        (["review", "apply", "a.xlsx", "--store", "a.db", "--as-of", WEB, "-o", "v.xlsx", "-o", "v.md", "--debug"], ""),
        (["check", "--store", "a.db", "--as-of", WEB, "--after", WEB, "-o", "o.xlsx", "-o", "o.json"], ""),
        (["diff", "1", "2", "--store", "a.db", "-o", "d.html", "-o", "d.xlsx", "--debug"], ""),
        (["signoff", "make", "--site", "HQ", "--cutover", "2026-12-15", "--as-of", WEB, "--store", "a.db", "--debug"], ""),
        (["signoff", "verify", "signoff/HQ/signoff.json", "--store", "a.db", "--debug"], ""),
        (["profiles", "match", "in", "--write", "mine/p.toml"], ""),
        (["normalize", str(inputs / "sites.csv"), "-o", "n.xlsx"], ""),
        (["normalize", book, "-o", "m.csv", "--debug"], ""),
        (["load", "in", "--store", "c.db", "--debug"], "e911audit.intake.rows:convert"),
        (["load", "in", "--store", "d.db"], "e911audit.intake.rows:convert"),
        (["load", "in", "--store", "e.db", "--debug"], "e911audit.intake.rows:join_cells"),
        ([*audit, "-o", "g.xlsx", "--debug"], "e911audit.reports.excel:write"),
        (["load", "in", "--store", url], ""),
        (["load", "in", "--store", url, "--debug"], ""),
        (["doctor", "--store", url], ""),
        (["load", "in", "--store", url.replace("postgresql", "nosuchbase"), "--debug"], ""),
    ]  # fmt: skip
    done = run_many(folder, commands)
    written = {name: content for name, content in files_in(folder).items() if not name.startswith("in/")}
    left = files_in(folder.parent / "here-tmp")
    names = "\n".join([*written, *left]).encode()
    found = {"stdout": done.stdout, "stderr": done.stderr, "names of files": names}
    for name, content in {**written, **left}.items():
        found |= opened(name, content)
    return found


def test_the_commands_did_their_work(traces):
    wanted = {
        "a.db",
        "a.xlsx",
        "a.html",
        "a.json",
        "a.md",
        "b.db",
        "b.xlsx",
        "s.xlsx",
        "f.xlsx",
        "t.xlsx",
        "c.ics",
        "n.xlsx",
        "l.xlsx",
        "w.json",
        "v.xlsx",
        "o.xlsx",
        "d.html",
        *(f"signoff/HQ/signoff.{ending}" for ending in ("json", "html", "pdf")),
        *FURTHER_FILES,
    }
    assert wanted <= traces.keys()
    assert "mine/p.toml" in traces
    assert b"512" in traces["a.json"]
    assert b"exit 0 of load" in traces["stderr"]
    assert traces["stderr"].count(b"provoked with") >= 4
    assert b"Traceback" in traces["stderr"]


@pytest.mark.parametrize("where", CANARIES)
def test_a_canary_is_nowhere(traces, where):
    needle = CANARIES[where]
    forms = {
        needle.encode(),
        needle.encode("utf-16-le"),
        needle.replace("&", "&amp;").encode(),
        needle.encode().hex().encode(),
    }
    assert [name for name, content in traces.items() if any(form in content for form in forms)] == []


def test_the_cell_of_a_secret_is_told(traces):
    told = traces["stdout"].decode()
    assert "D 'Port-Out PIN': 7 PINs or passwords dropped, not stored" in told
    assert "E4" in told
    assert b"POR-027" in traces["a.json"]
