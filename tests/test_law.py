"""Law as dated data: the table, a user's file over it, and by which clauses a finding is one."""

from datetime import date

import pytest
from inventories import save_book

from e911audit.config import Config
from e911audit.errors import BadLaw
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.judging.law import NONE_HOLDS
from e911audit.law import Certainty, clauses
from e911audit.law.clauses import UNITED_STATES
from e911audit.places.tables import STATE_NAMES
from e911audit.rules import RULES
from e911audit.rules.example import read_example
from e911audit.store import Store
from e911audit.telling.recall import recall

HEAD = "id,framework,jurisdiction,citation,topic,demand,rules,manual,certainty\n"


def test_ids_are_unique_and_every_clause_says_what_judges_it():
    known = clauses()
    assert len({clause.id for clause in known}) == len(known) > 50
    for clause in known:
        assert clause.rules or clause.manual
        assert clause.jurisdiction == UNITED_STATES or clause.jurisdiction in STATE_NAMES
        assert (clause.starts or date.min) <= (clause.ends or date.max)
        assert (clause.installed_from or date.min) <= (clause.installed_to or date.max)
        assert clause.demand.endswith(".")


def test_what_was_not_seen_says_so_behind_its_citation():
    by_certainty = {clause.certainty: clause for clause in clauses()}
    assert by_certainty[Certainty.MEMORY].cite.endswith("(unverified)")
    assert by_certainty[Certainty.SEEN].cite == by_certainty[Certainty.SEEN].citation


def test_every_rule_that_rests_on_law_has_a_clause():
    cited = {rule for clause in clauses() for rule in clause.rules}
    families = ("LOC", "NUM", "DEV", "CBN", "MSA")
    assert {code for code, rule in RULES.items() if rule.basis == "law" and rule.family in families} - cited == set()


def test_a_file_of_ones_own_replaces_adds_and_takes_away(tmp_path):
    file = tmp_path / "law.csv"
    file.write_text(
        HEAD
        + "TX-DIAL,State law,TX,Tex. 771A.001,dial,911 is dialled directly.,CBN-001,,seen\n"
        + "TX-CITY,City law,TX,Austin code 1,notify,The desk is told.,CBN-004,,memory\n"
        + "CT,,,,,,,,memory\n",
        encoding="utf-8",
    )
    mine = {clause.id: clause for clause in clauses(file)}
    assert mine["TX-DIAL"].starts is None
    assert mine["TX-CITY"].cite == "Austin code 1 (unverified)"
    assert "CT" not in mine
    assert "UT-DIAL" in mine


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,citation\nX,Y\n", "framework"),
        (HEAD.replace("manual", "manuel") + "", "manuel"),
        (HEAD + "X,Y,TX,Z,dial,Do it.,CBN-001,,perhaps\n", "line 2"),
        (HEAD + "X,Y,TX,Z,dial,Do it.,,,seen\n", "manual"),
        (HEAD.replace("certainty", "certainty,from") + "X,Y,TX,Z,dial,Do it.,CBN-001,,seen,May 2020\n", "line 2"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(tmp_path, text, told):
    file = tmp_path / "law.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadLaw) as refusal:
        clauses(file)
    assert told in refusal.value.sentence


@pytest.fixture
def audited(tmp_path):
    """Load an example like those of rules, judge it under these settings, and return the result."""

    def audit(example, config):
        save_book(tmp_path / "example.xlsx", read_example(example))
        store = Store.open("sqlite://")
        load(store, [tmp_path / "example.xlsx"])
        judge(store, config)
        return recall(store)

    return audit


SITES = """
    Sites: Site Code | Street Address   | City    | State | ZIP
           HQ        | 100 Congress Ave | Austin  | TX    | 78701
           TULSA     | 8 Elm St         | Tulsa   | OK    | 74103
    Devices: Device Name | System | Site Code
             Phone 1     | Old    | HQ
             Phone 2     | New    | TULSA
             Phone 3     | Older  | TULSA
    Systems: System | Installed On | Direct 911 | Notification
             Old    | 2012-01-01   | no         | no
             New    | 2022-01-01   | no         | yes
             Older  | 2011-01-01   | no         | yes
"""


def test_a_finding_cites_the_clauses_that_hold_by_state_date_and_age(audited):
    result = audited(SITES, Config(as_of=date(2026, 11, 22)))
    cites = {finding.subject: finding.cites for finding in result.findings if finding.rule == "CBN-001"}
    assert cites["Old"] == ("Tex. Health & Safety Code 771A.001 [TX-DIAL]",)
    assert cites["New"] == ("47 U.S.C. 623(a)-(b); 47 CFR 9.16(b)(1) [US-DIAL]",)
    assert cites["Older"] == (NONE_HOLDS,)


def test_law_of_another_day_is_judged_by_that_day(audited):
    result = audited(SITES, Config(as_of=date(2016, 1, 1)))
    cites = {finding.subject: finding.cites for finding in result.findings if finding.rule == "CBN-001"}
    assert cites["Old"] == (NONE_HOLDS,)


def test_a_users_file_is_law_for_the_run(audited, tmp_path):
    file = tmp_path / "law.csv"
    file.write_text(HEAD + "OK-DIAL,State law,OK,Okla. 1,dial,911 is dialled.,CBN-001,,seen\n", encoding="utf-8")
    result = audited(SITES, Config(as_of=date(2026, 11, 22), law=file))
    cites = {finding.subject: finding.cites for finding in result.findings if finding.rule == "CBN-001"}
    assert cites["Older"] == ("Okla. 1 [OK-DIAL]",)
