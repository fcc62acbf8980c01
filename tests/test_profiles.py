"""Every vendor profile against a sample export that carries the system's headers and its usual dirt."""

from pathlib import Path

import pytest

from e911audit.intake.golden import differences, samples, what_is_read
from e911audit.intake.known import profiles

SAMPLES = Path(__file__).parent / "profiles"


@pytest.mark.parametrize("sample", samples(SAMPLES), ids=lambda sample: sample.name)
def test_a_sample_becomes_the_records_that_are_expected(sample):
    assert differences(sample) == []


def test_every_vendor_profile_reads_a_sample():
    read = {sheet["profile"] for sample in samples(SAMPLES) for sheet in what_is_read(sample)["sheet"]}
    assert {profile.name for profile in profiles() if not profile.in_template} <= read
