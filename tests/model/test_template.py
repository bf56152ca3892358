from __future__ import annotations

import pytest

from gsef_tui.model.session import Session
from gsef_tui.model.template import Template, in_place_of, unknown_template
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")
IGF = require_template("igf")


class NeverCompared(Template, frozen=True):
    """A template whose comparison with any other one is an error."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError("a template was compared by value")


def test_a_template_in_place_of_another_is_the_same_but_for_the_id_in_files() -> None:
    stand_in = in_place_of(IGF, "gsef")
    assert (stand_in.id, stand_in.file_id, IGF.file_id) == ("igf", "gsef", "igf")
    for name in Template.__struct_fields__:
        assert getattr(stand_in, name) is getattr(IGF, name)
    assert in_place_of(stand_in, "gsef") is stand_in
    assert in_place_of(IGF, "igf") is IGF
    assert in_place_of(stand_in, "igf").file_id == "igf"


def test_of_an_unknown_template_only_the_id_is_known() -> None:
    unknown = unknown_template("elsewhere")
    assert unknown.id == unknown.file_id == "elsewhere"
    assert (unknown.sections, unknown.roles, unknown.forum, unknown.languages) == ((), (), (), ())


def test_a_session_has_no_template_by_default() -> None:
    with pytest.raises(TypeError, match="Missing required argument 'template'"):
        Session()  # type: ignore[call-arg]


def test_sessions_of_one_template_are_compared_without_comparing_it() -> None:
    template = NeverCompared(**{n: getattr(GSEF, n) for n in Template.__struct_fields__})
    session = Session(template=template, facts={"title": "Les cantines"})
    assert session == Session(template=template, facts={"title": "Les cantines"})
    assert session != Session(template=template, facts={"title": "Les communs"})
