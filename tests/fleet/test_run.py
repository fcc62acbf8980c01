"""A fleet on a local cluster of two worker processes, one of which is killed on the way."""

import json
import os
import shutil
import signal
from datetime import UTC, date, datetime

import psutil
import pytest
from sqlalchemy import insert

from e911audit import api
from e911audit.config import Config
from e911audit.errors import E911AuditError
from e911audit.fleet import Job, audit_customer, find_customers, roll_up, run
from e911audit.fleet.cluster import cluster
from e911audit.model import Decision
from e911audit.reports import roll_up as report
from e911audit.store import Store
from e911audit.views.roll_up import State

pytestmark = pytest.mark.slow
AS_OF = date(2026, 11, 22)
NUMBERS = [["Telephone Number", "Site Code", "Status"]]
SITES = [["Site Code", "Street Address", "City", "State", "ZIP"], ["HQ", "350 5th Ave", "New York", "NY", "10118"]]
CUSTOMERS = {
    "acme": ["(212) 736-0101", "(212) 736-0102"],
    "globex": ["(212) 736-0102", "(415) 981-0103", "12"],
    "hooli": ["(415) 981-0104"],
}


@pytest.fixture
def fleet(write_csv, tmp_path):
    """Customers with exports, and one with none; makes the jobs."""
    for name, numbers in CUSTOMERS.items():
        write_csv(f"in/{name}/numbers.csv", [*NUMBERS, *([number, "HQ", "active"] for number in numbers)])
        write_csv(f"in/{name}/sites.csv", SITES)
    (tmp_path / "in/initech").mkdir()

    def jobs(**facts):
        found = find_customers(tmp_path / "in")
        return [Job(customer=one, into=tmp_path / "out", as_of=AS_OF, **facts) for one in found]

    return jobs


def states(answers):
    return {one.customer: str(one.state) for one in answers}


def workers():
    """Processes of the cluster that do the work: children of the nannies of this process."""
    mine = psutil.Process()
    return [one.pid for one in mine.children(recursive=True) if "spawn_main" in " ".join(one.cmdline())]


def test_one_customer_fails_alone_and_a_dead_worker_costs_nothing(fleet, tmp_path):
    killed = []

    def kill(_answer):
        if not killed:
            killed.append(workers()[0])
            os.kill(killed[0], signal.SIGKILL)

    answers = run(fleet(), workers=2, tell=kill)
    assert killed
    assert states(answers) == {"acme": "audited", "globex": "audited", "hooli": "audited", "initech": "failed"}
    assert "no file to read" in answers[-1].fault
    for name in CUSTOMERS:
        alone = api.audit(
            [tmp_path / "in" / name],
            f"sqlite:///{tmp_path / name}.db",
            Config(as_of=AS_OF),
            outputs=[tmp_path / "f.json"],
        )
        found = json.loads((tmp_path / "out" / name / "findings.json").read_text())
        assert found == json.loads((tmp_path / "f.json").read_text())
        assert len(alone.findings) == len(found["findings"])


def test_what_is_unchanged_is_not_audited_again(fleet, tmp_path):
    def answered(jobs):
        return states(map(audit_customer, jobs))

    assert answered(fleet()[:2]) == {"acme": "audited", "globex": "audited"}
    assert answered(fleet()) == {"acme": "unchanged", "globex": "unchanged", "hooli": "audited", "initech": "failed"}
    (tmp_path / "out/acme/exceptions.xlsx").unlink()
    with (tmp_path / "in/globex/numbers.csv").open("a") as file:
        file.write("(415) 981-0109,HQ,active\n")
    shutil.copytree(tmp_path / "in/acme", tmp_path / "in/initech", dirs_exist_ok=True)
    third = answered(fleet())
    assert third == {"acme": "audited", "globex": "audited", "hooli": "unchanged", "initech": "audited"}
    assert answered(fleet(cutover=date(2026, 12, 1))[:1]) == {"acme": "audited"}
    store = Store.open(fleet()[0].url)
    with store.work() as connection:
        told = {
            "finding": "X",
            "field": "note",
            "value": "seen",
            "severity": "major",
            "path": "x",
            "sheet": "",
            "cell": "",
        }
        connection.execute(insert(Decision).values(told | {"id": 1, "at": datetime(2026, 11, 20, tzinfo=UTC)}))
    store.close()
    assert answered(fleet(cutover=date(2026, 12, 1))[:1]) == {"acme": "audited"}
    assert answered(fleet(cutover=date(2026, 12, 1))[:1]) == {"acme": "unchanged"}
    (tmp_path / "out/acme/answer.json").write_text("{")
    assert answered(fleet(cutover=date(2026, 12, 1))[:1]) == {"acme": "audited"}


def test_all_into_one_database_and_numbers_that_two_customers_claim(fleet, postgresql, tmp_path):
    jobs = fleet(store=postgresql)
    answers = run(jobs, workers=2)
    found = roll_up(jobs, answers, AS_OF)
    assert [(claim.number, claim.customer) for claim in found.claims] == [
        ("+12127360102", "acme"),
        ("+12127360102", "globex"),
    ]
    assert found.claims[0].cell.endswith("numbers.csv A3")
    assert not (tmp_path / "out/acme/audit.db").exists()
    assert found.worst_first()[0].customer == "initech"
    for ending in ("xlsx", "html", "md", "json"):
        report.write(found, tmp_path / f"fleet.{ending}")
        once = (tmp_path / f"fleet.{ending}").read_bytes()
        report.write(found, tmp_path / f"fleet.{ending}")
        assert once == (tmp_path / f"fleet.{ending}").read_bytes()
    page = (tmp_path / "fleet.html").read_text()
    assert "Content-Security-Policy" in page
    assert all(word in page for word in ("+12127360102", "no file to read", "NOT JUDGED", "Worst sites", "Trend"))
    told = json.loads((tmp_path / "fleet.json").read_text())
    assert [one["verdict"] for one in told["customers"]] == ["NO-GO", "NO-GO", "NO-GO", "NOT JUDGED"]
    assert "What went wrong" in (tmp_path / "fleet.md").read_text()


def test_one_large_customer_on_the_cluster(write_csv, tmp_path, postgresql):
    sites = [[f"S{at}", f"{at + 1} Main St", "Omaha", "NE", "68102"] for at in range(500)]
    numbers = [[f"(402) 341-{at:04d}", f"S{at % 500}", "active"] for at in range(2000)]
    exports = [write_csv("sites.csv", [SITES[0], *sites]), write_csv("numbers.csv", [*NUMBERS, *numbers])]
    found = []
    with cluster("", 2) as client:
        executor = client.get_executor()
        for url in (f"sqlite:///{tmp_path / 'a.db'}", f"{postgresql}?customer=large"):
            api.load(exports, url, executor=executor)
            found.append(api.check(url, Config(as_of=AS_OF), executor=executor))
    alone = api.audit(exports, f"sqlite:///{tmp_path / 'b.db'}", Config(as_of=AS_OF))
    assert found[0].findings == found[1].findings == alone.findings
    assert found[0].outcomes == found[1].outcomes == alone.outcomes
    assert alone.findings


def test_a_scheduler_that_is_not_there_is_one_sentence(fleet, monkeypatch):
    monkeypatch.setattr("e911audit.fleet.cluster.WAIT", 1)
    with pytest.raises(E911AuditError, match=r"There is no Dask scheduler at tcp://127\.0\.0\.1:9"):
        run(fleet(), scheduler="tcp://127.0.0.1:9")


def test_what_nobody_foresaw_is_the_answer_of_one_customer(fleet, monkeypatch):
    from e911audit.fleet import job

    monkeypatch.setattr(job.api, "audit", lambda *_args, **_facts: 1 / 0)
    answer = job.audit_customer(fleet()[0])
    assert answer.state is State.FAILED
    assert "nobody foresaw (ZeroDivisionError" in answer.fault
