"""The sign-off of one small site, made once, and a copy of it for each test to spoil."""

import shutil
from contextlib import chdir

import pytest
from signoff_site import everything, judged, stated

from e911audit.reports.signoff import write


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A folder with an inventory, its store, and the sign-off of a site that may go."""
    folder = tmp_path_factory.mktemp("signoff")
    with chdir(folder):
        store = judged(folder)
        place = folder / "signoff" / "HQ"
        place.mkdir(parents=True)
        write(stated(store, everything(store)), place)
        store.close()
    return folder


@pytest.fixture
def made(made_once, tmp_path, monkeypatch):
    """A copy of that folder, which is the current one."""
    folder = tmp_path / "project"
    shutil.copytree(made_once, folder)
    monkeypatch.chdir(folder)
    return folder
