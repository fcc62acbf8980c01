"""Which profiles are known: the package's, plug-ins', and a user's own before them."""

from importlib.metadata import EntryPoint

import pytest

from e911audit.errors import BadProfile
from e911audit.intake import known
from e911audit.intake.known import digest, profiles, with_folder

OWN = """
name = "{name}"
title = "Our list"
about = "A list of our own."
loads = "number"
known_by = ["Rufnummer"]
must = ["e164"]
[fields]
e164 = {{ from = "Rufnummer", as = "phones" }}
site = "Haus"
"""


@pytest.fixture
def own(tmp_path):
    """Write a profile of this name into a folder; returns the folder."""

    def write(name, text=OWN):
        (tmp_path / f"{name}.toml").write_text(text.format(name=name), encoding="utf-8")
        return tmp_path

    return write


def test_a_users_profile_reads_what_no_other_does(own, write_csv, store, ask):
    from e911audit.intake.load import load

    folder = own("ours")
    load(
        store,
        [write_csv("exports/liste.csv", [["Rufnummer", "Haus"], ["512-456-1414", "HQ"]])],
        profiles=with_folder(folder),
    )
    assert ask(store, "select e164, site from number") == [("+15124561414", "HQ")]
    assert ask(store, "select profile from sheet") == [("ours",)]


def test_a_users_profile_takes_the_place_of_ours_of_the_same_name(own):
    chosen = with_folder(own("numbers"))
    assert [profile.title for profile in chosen if profile.name == "numbers"] == ["Our list"]
    assert len(chosen) == len(profiles())


def test_other_profiles_have_a_file_read_again(own, write_csv, store, ask):
    from e911audit.intake.load import load

    path = write_csv(
        "exports/liste.csv", [["Rufnummer", "Telephone Number", "Site Code"], ["512-456-1414", "512-456-1415", "HQ"]]
    )
    load(store, [path])
    assert ask(store, "select e164 from number") == [("+15124561415",)]
    chosen = with_folder(own("ours"))
    assert load(store, [path], profiles=chosen).changed
    assert ask(store, "select e164 from number") == [("+15124561414",)]
    assert not load(store, [path], profiles=chosen).changed
    assert digest(chosen) != digest(profiles())


@pytest.fixture
def with_plug_in(monkeypatch):
    """The profiles, read anew, with one plug-in installed that names this module."""

    def read(module):
        point = EntryPoint(name="acme", value=module, group=known.PLUGINS)
        monkeypatch.setattr(known, "entry_points", lambda group: [point] if group == known.PLUGINS else [])
        return known.profiles.__wrapped__()

    return read


def test_a_plug_in_brings_profiles_and_says_where_from(with_plug_in, own, monkeypatch):
    folder = own("acme-list")
    (folder / "acme_profiles").mkdir()
    (folder / "acme-list.toml").rename(folder / "acme_profiles" / "acme-list.toml")
    (folder / "acme_profiles" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(folder))
    read = with_plug_in("acme_profiles")
    assert [profile.origin for profile in read if profile.name == "acme-list"] == ["plug-in acme"]


def test_a_plug_in_that_cannot_be_imported_is_named(with_plug_in):
    with pytest.raises(BadProfile, match="plug-in acme"):
        with_plug_in("no_such_package")


BROKEN = {
    "no TOML": "name = ",
    "an unknown setting": OWN + "\n[other]\na = 1\n",
    "an unknown table": OWN.replace('"number"', '"telephone"'),
    "an unknown transformer": OWN.replace('"phones"', '"shout"'),
    "a field from nowhere": OWN + 'city = {{ as = "text" }}\n',
    "no field at all": OWN.partition("[fields]")[0],
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_profile_that_cannot_be_used_is_named_with_the_reason(text, own):
    with pytest.raises(BadProfile, match=r"The profile bad\.toml cannot be used"):
        with_folder(own("bad", text))
