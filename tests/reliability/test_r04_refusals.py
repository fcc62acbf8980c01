"""R4: every refusal of a file has a name, one sentence and a remedy, and a small file that is refused so."""

import pytest
from refused import EXAMPLES, WITHOUT_FILE

from docs.generators.errors import told
from e911audit.errors import E911AuditError, UnreadableFile
from e911audit.intake.sources import find_files
from e911audit.sheets import read

MADE = [(name, make) for name, makes in EXAMPLES.items() for make in makes]


def rows_of(path):
    return [list(table.rows) for found in find_files([path]) for table in read(found.file)]


@pytest.mark.parametrize(("name", "make"), MADE, ids=[make.__name__ for _, make in MADE])
def test_a_file_is_refused_by_name_in_one_sentence_with_a_remedy(tmp_path, name, make):
    path = make(tmp_path)
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(path)
    fault = refusal.value
    assert fault.refusal == name
    assert fault.sentence.startswith((path.name, "inner.zip"))
    assert fault.sentence.endswith(".")
    assert ". " not in fault.sentence
    assert fault.advice.endswith(".")
    assert str(fault) == f"{fault.sentence} [{name}] {fault.advice}"


def test_every_refusal_of_the_program_has_its_example():
    said = {place.refusal for place in told() if place.error == UnreadableFile.__name__ and place.sentence}
    assert said == {*EXAMPLES, *WITHOUT_FILE}
    assert not {*EXAMPLES} & {*WITHOUT_FILE}
    assert len(MADE) > 20


def test_every_error_has_a_name_of_its_own_and_a_remedy():
    kinds = [E911AuditError, *E911AuditError.__subclasses__()]
    assert len({kind.refusal for kind in kinds}) == len(kinds)
    assert all(kind.advice.endswith(".") for kind in kinds)
