"""Whatever a file holds, it can be checked, and each finding can be spoken of."""

from __future__ import annotations

import pytest
from hypothesis import given

from gsef_tui.checks import check, place_label, summary
from gsef_tui.model.session import Session
from tests.strategies import sessions


@pytest.mark.slow
@given(sessions)
def test_any_session_can_be_checked(session: Session) -> None:
    findings = check(session, picture=lambda _: False)
    assert summary(findings)
    for finding in findings:
        assert 0 < len(finding.message) < 200
        assert "\n" not in finding.message
        assert place_label(session, finding.place)
        assert place_label(session, finding.place, names=False)
    assert len({(f.rule, f.place, f.about) for f in findings}) == len(findings)
