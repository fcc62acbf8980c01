"""What the tests of kills and of full disks share: the real command in a process of its own, and an audited firm."""

import sys
from pathlib import Path

import pytest
from firm import COMMANDS, STORE, enter_owners, save_inventory
from killed import Commands

sys.path.append(str(Path(__file__).parents[1] / "reviewing"))  # review_books, where only these tests run


@pytest.fixture(scope="session")
def commands():
    """The command line in forks of one process that has imported it."""
    beside = Commands()
    yield beside
    beside.close()


@pytest.fixture(scope="session")
def audited(commands, tmp_path_factory):
    """A folder with an inventory, its judged store, its reports and a reviewed workbook; copy it before you change it."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / "tmp").mkdir()
    save_inventory(folder, 200)
    earlier = ("check", "--as-of", "2026-11-20", *STORE)  # of another day, so that the tests' own runs have work to do
    for words in (COMMANDS["first load"], earlier, COMMANDS["report"]):
        assert commands.run(folder, *words).code in {0, 1}
    enter_owners(folder)
    return folder
