"""Features that block a port, as CSRs write them."""

import pytest

from e911audit.intake.port_features import blocking_feature


@pytest.mark.parametrize(
    ("features", "found"),
    [
        ("1FB, HTG", "hunt group"),
        ("1FB; Distinctive Ringing / ADSL", "distinctive ring, DSL"),
        ("RCF", "remote call forwarding"),
        ("ISDN PRI", "ISDN"),
        ("Centrex", "Centrex"),
        ("FX line", "foreign exchange"),
        ("Alarm circuit", "alarm service"),
        ("1FB, TTB, 9ZR", ""),
        ("no DSL", ""),
        ("private line, FXS, prior", ""),
        ("HTG on 512-555-0143; DSL on (512) 555-0142", "DSL"),
        ("", ""),
        (None, None),
    ],
)
def test_features_of_one_number(features, found):
    assert blocking_feature(features, "+15125550142") == found
