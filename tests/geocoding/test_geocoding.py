"""Geocoding against a server on this machine: what leaves, what is kept, and what an outage does."""

from datetime import date

import pytest
from geopy.distance import geodesic
from sqlalchemy import select

from e911audit.cli.app import run
from e911audit.config import Config, Geocoder
from e911audit.errors import BadConfig, GeocoderFailed
from e911audit.geocoding.question import Question, answer
from e911audit.geocoding.service import Service
from e911audit.intake.geocode import ask_all, outlook
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.model.tables import Geocode, Site
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.values import Judgement, Severity

TODAY = date(2026, 11, 22)
ASKED = ["100 CONGRESS AVE, AUSTIN, TX 78701", "8 ELM ST, TULSA, OK 74103", "1 NOWHERE LN, TULSA, OK 74103"]


def settings(server, **more):
    facts = {"pause_seconds": 0.0, "wait_seconds": 0.0, "retries": 2, **more}
    return Geocoder(service="nominatim", options={"domain": server.domain, "scheme": "http"}, **facts)


def ask(store, server, **more):
    service = Service(settings(server, **more), {})
    return ask_all(store, service, outlook(store, service.provider).left, TODAY, lambda _done: None)


def kept(store):
    with store.work() as connection:
        return {row.query: row for row in connection.execute(select(Geocode))}


def distances(store):
    with store.work() as connection:
        return {row.code: (row.off_m, row.off_from) for row in connection.execute(select(Site))}


def outcome(store, code):
    judge(store, Config(as_of=TODAY), [RULES[code]])
    result = recall(store)
    return result.outcomes[0], result.findings


def test_only_street_addresses_whose_coordinates_can_be_compared_are_asked_for(loaded, sites, nominatim):
    store = loaded(sites)
    assert sorted(outlook(store, "x").left) == sorted(ASKED)
    harvest = ask(store, nominatim)
    assert sorted(nominatim.asked) == sorted(f"{text}, USA" for text in ASKED)
    assert (harvest.exact, harvest.near, harvest.not_found) == (1, 1, 1)
    assert all(agent.startswith("e911audit/") for agent in nominatim.agents)


def test_answers_are_kept_with_provider_and_date_and_not_asked_for_again(loaded, sites, nominatim):
    store = loaded(sites)
    ask(store, nominatim)
    found = kept(store)
    assert {row.provider for row in found.values()} == {f"nominatim {nominatim.domain}"}
    assert {row.asked_on for row in found.values()} == {TODAY}
    assert (found[ASKED[0]].latitude, found[ASKED[0]].longitude, found[ASKED[0]].exact) == (30.26345, -97.74468, True)
    assert not found[ASKED[1]].exact
    assert found[ASKED[2]].latitude is None
    ask(store, nominatim)
    assert len(nominatim.asked) == 3
    assert len(outlook(store, "another provider").left) == 2


def test_distances_are_those_of_the_geodesic_and_judged(loaded, sites, nominatim):
    store = loaded(sites)
    before, _ = outcome(store, "LOC-011")
    assert before.state is Judgement.NOT_JUDGED
    assert "run.geocodes" in before.missing[-1]
    ask(store, nominatim)
    metres, told = distances(store)["HQ"]
    assert metres == pytest.approx(geodesic((30.28345, -97.74468), (30.26345, -97.74468)).m, abs=0.1)
    assert told == f"{ASKED[0]} (nominatim {nominatim.domain})"
    assert distances(store)["DEPOT"] == (None, None)
    after, findings = outcome(store, "LOC-011")
    assert [(finding.subject, finding.severity) for finding in findings] == [("HQ", Severity.MAJOR)]
    assert after.unjudged == 3


def test_a_new_load_uses_the_answers_that_are_there(loaded, sites, nominatim):
    store = loaded(sites)
    ask(store, nominatim)
    sites.write_text(sites.read_text().replace("30.28345", "30.26346"))
    load(store, [sites])
    assert distances(store)["HQ"][0] == pytest.approx(1.1, abs=0.1)
    assert len(nominatim.asked) == 3


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 403])
def test_an_outage_is_an_error_and_never_not_found(loaded, sites, nominatim, status):
    store = loaded(sites)
    nominatim.troubles = [status] * 3
    with pytest.raises(GeocoderFailed) as failure:
        ask(store, nominatim)
    assert f"HTTP {status}" in failure.value.sentence
    assert "0 of 3 addresses are answered and kept." in failure.value.sentence
    assert nominatim.domain in failure.value.sentence
    assert kept(store) == {}


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_trouble_is_waited_for(loaded, sites, nominatim, status):
    store = loaded(sites)
    nominatim.troubles = [status, status]
    assert ask(store, nominatim).exact == 1
    assert len(nominatim.asked) == 5


def test_after_a_break_it_goes_on_where_it_was(loaded, sites, nominatim):
    store = loaded(sites)
    nominatim.troubles = [200, 503, 503, 503]
    with pytest.raises(GeocoderFailed, match="1 of 3 addresses are answered and kept"):
        ask(store, nominatim)
    assert len(kept(store)) == 1
    nominatim.asked.clear()
    ask(store, nominatim)
    assert len(nominatim.asked) == 2
    assert sorted(kept(store)) == sorted(ASKED)


def test_a_server_that_does_not_answer_in_time(loaded, sites, nominatim):
    store = loaded(sites)
    nominatim.slow.set()
    slow = settings(nominatim, retries=0)
    slow = Geocoder(
        service="nominatim", options={**slow.options, "timeout": 0.2}, pause_seconds=0.0, retries=0, wait_seconds=0.0
    )
    service = Service(slow, {})
    with pytest.raises(GeocoderFailed, match="timed out"):
        ask_all(store, service, outlook(store, service.provider).left, TODAY, lambda _done: None)
    nominatim.released.set()


def test_no_server_at_all(loaded, sites):
    nobody = Geocoder(
        service="nominatim",
        options={"domain": "127.0.0.1:9", "scheme": "http"},
        pause_seconds=0.0,
        retries=0,
        wait_seconds=0.0,
    )
    store = loaded(sites)
    service = Service(nobody, {})
    with pytest.raises(GeocoderFailed, match="Connection refused"):
        ask_all(store, service, outlook(store, service.provider).left, TODAY, lambda _done: None)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"service": "nominatm"}, "Do you mean 'nominatim'"),
        ({"service": "nominatim", "options": {"domian": "x"}}, "Do you mean 'domain'"),
        ({"service": "pelias"}, "geopy's pelias cannot be used like this"),
        ({"service": "google", "from_environment": {"api_key": "NOT_SET_ANYWHERE"}}, "NOT_SET_ANYWHERE"),
    ],
)
def test_wrong_settings_are_told(facts, told):
    with pytest.raises(BadConfig, match=told):
        Service(Geocoder(**facts), {})


def test_a_key_comes_from_the_environment():
    service = Service(Geocoder(service="google", from_environment={"api_key": "MAPS_KEY"}), {"MAPS_KEY": "canary"})
    assert "canary" not in service.provider
    assert service._ask.func.__self__.api_key == "canary"


QUESTION = Question("100 N MAIN ST", "100", "MAIN", "SAINT LOUIS", "MO", "63101")


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("100, North Main Street, St. Louis, Missouri, 63101, United States", True),
        ("100 N Main St, Saint Louis, MO", True),
        ("North Main Street, St. Louis, Missouri, 63101, United States", False),
        ("100, North Main Street, Springfield, Missouri, 65802, United States", False),
        ("100, Oak Street, St. Louis, Missouri, 63101, United States", False),
        ("1001, North Main Street, St. Louis, Missouri, 63101, United States", False),
        ("", False),
    ],
)
def test_an_answer_is_exact_only_where_it_names_the_house_the_street_and_the_town(text, exact):
    assert answer(QUESTION, 38.6, -90.2, text).exact is exact


@pytest.fixture
def stored(tmp_path, sites, monkeypatch):
    """A store in a file, and the folder of the command line."""
    monkeypatch.chdir(tmp_path)
    store = Store.open("sqlite:///audit.db")
    load(store, [sites])
    store.close()
    return tmp_path


def command(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["e911audit", "geocode", "--store", "sqlite:///audit.db", *arguments])
    code = run()
    told = capsys.readouterr()
    return code, told.out + told.err


def configure(folder, server):
    (folder / "e911audit.toml").write_text(
        f'[geocoder]\nservice = "nominatim"\npause_seconds = 0.0\nwait_seconds = 0.0\nretries = 0\n'
        f'[geocoder.options]\ndomain = "{server.domain}"\nscheme = "http"\n'
    )


@pytest.mark.usefixtures("stored")
def test_nothing_leaves_without_a_geocoder(monkeypatch, capsys, nominatim):
    code, told = command(monkeypatch, capsys)
    assert code == 2
    assert "no address can leave this machine" in told
    code, told = command(monkeypatch, capsys, "--dry-run")
    assert code == 0
    assert told.startswith("3 addresses could be asked for.")
    assert nominatim.asked == []


def test_a_dry_run_tells_how_many_and_to_whom_and_sends_nothing(stored, monkeypatch, capsys, nominatim):
    configure(stored, nominatim)
    code, told = command(monkeypatch, capsys, "--dry-run")
    assert code == 0
    assert f"3 addresses would leave this machine for nominatim {nominatim.domain}; 0 answered already." in told
    assert nominatim.asked == []


def test_the_command_tells_that_addresses_leave_and_what_came(stored, monkeypatch, capsys, nominatim):
    configure(stored, nominatim)
    code, told = command(monkeypatch, capsys)
    assert code == 0
    assert f"3 addresses now leave this machine for nominatim {nominatim.domain}." in told
    assert "1 answered exactly, 1 by a place nearby (not used), 1 not found." in told
    code, told = command(monkeypatch, capsys)
    assert "0 addresses would leave" in told
    assert len(nominatim.asked) == 3


def test_an_outage_ends_the_command_with_a_sentence(stored, monkeypatch, capsys, nominatim):
    configure(stored, nominatim)
    nominatim.troubles = [503]
    code, told = command(monkeypatch, capsys)
    assert code == 3
    assert "did not answer" in told
    assert "Traceback" not in told
    assert "0 of 3 addresses are answered and kept." in told


def test_a_dry_run_needs_no_key(stored, monkeypatch, capsys):
    (stored / "e911audit.toml").write_text(
        '[geocoder]\nservice = "google"\nfrom_environment = { api_key = "NOT_SET" }\n'
    )
    code, told = command(monkeypatch, capsys, "--dry-run")
    assert code == 0
    assert "would leave this machine for google maps.googleapis.com" in told
