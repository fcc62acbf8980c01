"""Whatever is changed after a sign-off was made is refused, and the part is named."""

import base64
import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signoff_site import ROLES

from e911audit.errors import Exit
from e911audit.reports.signoff import write_document
from e911audit.signoff.document import digest, document, parsed, spelled
from e911audit.signoff.envelope import pae, signed
from e911audit.signoff.keys import Key, fingerprint, make_key
from e911audit.signoff.verify import State, check_file, check_pages, check_parts, check_signatures
from e911audit.telling.signoff import check_inputs

FILE = Path("signoff", "HQ", "signoff.json")


@pytest.fixture
def verify(command):
    """Verify the sign-off of the current folder: exit code, and the parts that are not as they were."""

    def run(*options):
        code, out, _ = command("signoff", "verify", FILE, *options)
        bad = [line for line in out.splitlines() if line.startswith(("CHANGED: ", "cannot verify: "))]
        return code, "\n".join(bad)

    return run


def edit(change, *, reseal=False):
    """Change the document in place; with ``reseal`` as somebody does who knows how the digests are made."""
    made = parsed(FILE.read_bytes())
    change(made)
    if reseal:
        fresh = document(made["statement"])
        made |= {"digests": fresh["digests"], "seal": fresh["seal"]}
    FILE.write_bytes(spelled(made))


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return [make_key(folder / name, "") for name in ("ann", "bo")]


def sign(key: Key, role: str, name: str = "Ann Lee"):
    made = parsed(FILE.read_bytes())
    made["signatures"].append(signed(made, key, role, name, date(2026, 11, 23)))
    write_document(made, FILE)


@pytest.mark.usefixtures("made")
def test_an_untouched_sign_off_passes_also_beside_its_store(verify):
    assert verify("--store", "audit.db") == (0, "")


@pytest.mark.usefixtures("made")
def test_a_changed_input_is_named(verify):
    with Path("inventory.xlsx").open("ab") as file:
        file.write(b" ")
    assert verify() == (Exit.REFUSED, "CHANGED: input inventory.xlsx. The file is not the one that was read.")


@pytest.mark.usefixtures("made")
def test_a_missing_input_is_no_pass(verify):
    Path("inventory.xlsx").unlink()
    code, bad = verify()
    assert code == Exit.REFUSED
    assert bad.startswith("cannot verify: input inventory.xlsx.")


def test_inputs_may_have_moved_with_their_folder(made, verify, tmp_path):
    (tmp_path / "archive").mkdir()
    shutil.move(made / "inventory.xlsx", tmp_path / "archive")
    assert verify("--inputs", tmp_path / "archive") == (0, "")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("page", ["signoff.html", "signoff.pdf"])
def test_a_changed_or_missing_page_is_named(verify, page):
    file = FILE.with_name(page)
    file.write_bytes(file.read_bytes() + b"\n")
    assert verify() == (Exit.REFUSED, f"CHANGED: page {page}. {page} is not as it was made.")
    file.unlink()
    assert verify() == (Exit.REFUSED, f"cannot verify: page {page}. {page} is not beside the file.")


EDITS = {
    "findings": lambda of: of["findings"].pop(),
    "waivers": lambda of: of["waivers"].append({"finding": "x", "reason": "x", "by": "x", "until": "2027-01-01"}),
    "gates": lambda of: of["gates"][0].update(told="None at all."),
    "accepted": lambda of: of["accepted"][0].update(by="Somebody"),
    "catalogue": lambda of: of["catalogue"].update(sha256="0" * 64),
    "decision": lambda of: of["decision"].update(word="NO-GO"),
    "settings": lambda of: of["settings"].update(strictness="relaxed"),
    "lines": lambda of: of["lines"].clear(),
    "roles": lambda of: of["roles"].pop(),
    "days": lambda of: of["days"].update(cutover="2026-12-24"),
    "site": lambda of: of["site"].update(code="LAB"),
    "program": lambda of: of["program"].update(version="9.9"),
    "inputs": lambda of: of["inputs"].clear(),
}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("part", EDITS)
def test_an_edited_part_is_named(verify, part):
    edit(lambda made: EDITS[part](made["statement"]))
    code, bad = verify()
    assert code == Exit.REFUSED
    assert f"CHANGED: {part}. Digest of" in bad
    assert "CHANGED: seal." in bad


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("part", sorted(EDITS.keys() - {"site", "days", "roles", "accepted"}))
def test_an_edit_under_new_digests_is_found_by_the_store(verify, part):
    """Site, days, roles and acceptances are questions to the store; only signatures protect those."""
    edit(lambda made: EDITS[part](made["statement"]), reseal=True)
    code, bad = verify("--store", "audit.db")
    assert code == Exit.REFUSED
    assert f"CHANGED: {part} in the store." in bad


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("part", EDITS)
def test_an_edit_under_new_digests_breaks_every_signature(verify, keys, part):
    sign(keys[0], "telecom")
    edit(lambda made: EDITS[part](made["statement"]), reseal=True)
    code, bad = verify()
    assert code == Exit.REFUSED
    assert "CHANGED: signature 1 (telecom). The signature was given to another statement or other pages." in bad


@pytest.mark.usefixtures("made")
def test_a_finding_that_is_gone_from_the_store_is_named(verify):
    with sqlite3.connect("audit.db") as store:
        [(key,)] = store.execute("select key from finding order by key limit 1")
        store.execute("delete from finding where key = ?", (key,))
    store.close()
    code, bad = verify("--store", "audit.db")
    assert code == Exit.REFUSED
    assert f"CHANGED: findings in the store. The store says otherwise about the findings (gone: {key})." in bad


@pytest.mark.usefixtures("made")
def test_a_store_without_the_run_verifies_nothing(verify):
    with sqlite3.connect("audit.db") as store:
        store.execute("update run set as_of = '2026-11-21'")
    store.close()
    code, bad = verify("--store", "audit.db")
    assert code == Exit.REFUSED
    assert bad.startswith("cannot verify: store.")


@pytest.mark.usefixtures("made")
def test_a_changed_rule_is_named(verify, monkeypatch):
    monkeypatch.setattr("e911audit.telling.signoff.again.rules_digest", lambda _rules, _law: "0" * 64)
    code, bad = verify()
    assert code == Exit.REFUSED
    assert bad.startswith("CHANGED: rule catalogue.")


@pytest.mark.usefixtures("made")
def test_changed_law_is_named(verify):
    shutil.copy(Path(__file__).parents[2] / "e911audit" / "law" / "clauses.csv", "own.csv")
    lines = Path("own.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    Path("own.csv").write_text("".join([lines[0], lines[1].replace("2020-02-16", "2030-02-16", 1)]), encoding="utf-8")
    Path("e911audit.toml").write_text('law = "own.csv"\n', encoding="utf-8")
    code, bad = verify()
    assert code == Exit.REFUSED
    assert bad.startswith("CHANGED: rule catalogue.")


@pytest.mark.usefixtures("made")
def test_signatures_fit_and_complete_the_sign_off(verify, keys):
    for role in ROLES:
        assert verify("--complete")[0] == Exit.REFUSED
        sign(keys[0], role)
    assert verify("--complete") == (0, "")


@pytest.mark.usefixtures("made")
def test_a_signature_that_was_swapped_for_another_is_named(verify, keys):
    sign(keys[0], "telecom")
    sign(keys[1], "project", "Bo Park")

    def swap(made):
        first, second = (one["signatures"] for one in made["signatures"])
        made["signatures"][0]["signatures"], made["signatures"][1]["signatures"] = second, first

    edit(swap)
    code, bad = verify()
    assert code == Exit.REFUSED
    assert "CHANGED: signature 1 (telecom)." in bad
    assert "CHANGED: signature 2 (project)." in bad


def payload(change):
    """Edit what an envelope says was signed, and spell it as before."""

    def edited(made):
        envelope = made["signatures"][0]
        told = json.loads(base64.b64decode(envelope["payload"]))
        change(told)
        envelope["payload"] = base64.b64encode(spelled(told)).decode()

    return edited


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "change",
    [
        payload(lambda told: told["predicate"].update(role="project")),
        payload(lambda told: told["predicate"].update(name="Somebody Else")),
        payload(lambda told: told["predicate"].update(on="2026-11-01")),
        payload(lambda told: told["subject"].pop()),
        payload(lambda told: told.update(predicateType="urn:other")),
        lambda made: made["signatures"][0].update(payloadType="text/plain"),
        lambda made: made["signatures"][0]["signatures"].append(made["signatures"][0]["signatures"][0]),
        lambda made: made["signatures"][0]["signatures"].clear(),
        lambda made: made["signatures"][0]["signatures"][0].update(keyid="0" * 64),
        lambda made: made["signatures"][0].update(payload="no base64"),
        lambda made: made.update(signatures=["nothing"]),
    ],
)
def test_an_edited_envelope_is_named(verify, keys, change):
    sign(keys[0], "telecom")
    edit(change)
    code, bad = verify()
    assert code == Exit.REFUSED
    assert "CHANGED: signature 1" in bad


@pytest.mark.usefixtures("made")
def test_a_key_put_in_the_place_of_another_fits_but_not_the_settings(verify, keys):
    """Anybody can make a key; who has which is told by the settings."""
    sign(keys[1], "telecom", "Ann Lee")
    assert verify()[0] == 0
    for key, code in ((keys[1], 0), (keys[0], Exit.REFUSED)):
        Path("e911audit.toml").write_text(f'[signoff.keys]\ntelecom = "{fingerprint(key.public)}"\n', encoding="utf-8")
        assert verify()[0] == code


@pytest.mark.usefixtures("made")
def test_a_role_signs_once(verify, keys):
    sign(keys[0], "telecom")
    sign(keys[1], "telecom", "Bo Park")
    code, bad = verify()
    assert code == Exit.REFUSED
    assert "CHANGED: signature 2 (telecom)." in bad


def test_what_is_signed_is_the_encoding_of_the_specification():
    """The example of the DSSE protocol's own text."""
    assert pae("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pae("é", b"") == b"DSSEv1 2 \xc3\xa9 0 "


@pytest.fixture(scope="module")
def whole(made_once, keys):
    """The bytes of a sign-off with two signatures, and the folder of its pages."""
    made = parsed((made_once / FILE).read_bytes())
    for key, role in zip(keys, ROLES, strict=False):
        made["signatures"].append(signed(made, key, role, "Ann Lee", date(2026, 11, 23)))
    return spelled(made), (made_once / FILE).parent


def bad_parts(text: bytes, folder: Path) -> list[str]:
    found, checks = check_file(text)
    if found:
        checks += [*check_parts(found), *check_pages(found, folder), *check_signatures(found, {})]
    return [check.part for check in checks if check.state != State.SAME]


def test_the_untouched_bytes_pass(whole):
    assert bad_parts(*whole) == []


@settings(max_examples=300)
@given(data=st.data())
def test_one_bit_anywhere_is_refused_with_a_part_named(whole, data):
    text, folder = whole
    at = data.draw(st.integers(0, len(text) - 1), label="byte")
    bit = data.draw(st.integers(0, 7), label="bit")
    flipped = bytearray(text)
    flipped[at] ^= 1 << bit
    assert bad_parts(bytes(flipped), folder)


@settings(max_examples=60)
@given(data=st.data())
def test_one_bit_of_the_signatures_is_refused(whole, data):
    """Most of the file is findings and gates, so the end of it is tried by itself."""
    text, folder = whole
    start = text.index(b'"signatures"')
    at = data.draw(st.integers(start, text.index(b'"statement"') - 1), label="byte")
    flipped = bytearray(text)
    flipped[at] ^= 1 << data.draw(st.integers(0, 7), label="bit")
    assert bad_parts(bytes(flipped), folder)


@settings(max_examples=20)
@given(data=st.data())
def test_one_bit_of_a_page_or_an_input_is_refused(made_once, data):
    statement = parsed((made_once / FILE).read_bytes())
    file = data.draw(
        st.sampled_from([FILE.parent / "signoff.html", FILE.parent / "signoff.pdf", Path("inventory.xlsx")])
    )
    text = bytearray((made_once / file).read_bytes())
    text[data.draw(st.integers(0, len(text) - 1), label="byte")] ^= 1 << data.draw(st.integers(0, 7), label="bit")
    with TemporaryDirectory() as folder:
        shutil.copytree(made_once, folder, dirs_exist_ok=True)
        (Path(folder) / file).write_bytes(text)
        checks = [
            *check_pages(statement, (Path(folder) / FILE).parent),
            *check_inputs(statement["statement"], Path(folder)),
        ]
    bad = [check.part for check in checks if check.state == State.CHANGED]
    assert bad == [f"page {file.name}" if file.parent.name else f"input {file}"]


def test_stray_bits_behind_a_signature_are_no_second_spelling(whole):
    """64 bytes end in the middle of a base64 digit; four of its bits are read by nobody."""
    text, folder = whole
    made = parsed(text)
    sig = made["signatures"][0]["signatures"][0]["sig"]
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = sig[:-3] + digits[digits.index(sig[-3]) ^ 1] + "=="
    assert base64.b64decode(other) == base64.b64decode(sig)
    made["signatures"][0]["signatures"][0]["sig"] = other
    assert bad_parts(spelled(made), folder) == ["signature 1 (911 coordinator)"]


@pytest.mark.parametrize("text", [b"", b"{}", b"[" * 100_000, b"\xff", b'{"format": 1}', b"null"])
def test_what_is_no_sign_off_is_told(text):
    assert [check.part for check in check_file(text)[1]] == ["file"]


@settings(max_examples=80)
@given(
    part=st.sampled_from(["statement", "digests", "pages", "signatures"]),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
)
def test_any_value_in_the_place_of_a_part_is_refused_without_a_traceback(whole, part, value):
    text, folder = whole
    made = parsed(text)
    if value == made[part]:
        return
    assert bad_parts(spelled(made | {part: value}), folder) or (part, value) == ("signatures", [])


def test_the_digest_of_a_value_hangs_on_nothing_but_the_value():
    assert digest({"b": 1, "a": "\ud800"}) == digest({"a": "\ud800", "b": 1})
