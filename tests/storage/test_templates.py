from __future__ import annotations

from importlib.resources import files

import pytest

from gsef_tui.model.session import Session
from gsef_tui.model.template import Kind
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.templates import (
    builtin_templates,
    load_template,
    read_template,
    template_for,
)

SMALL = """
id = "small"
languages = ["en"]
[names]
en = "Small"
[[roles]]
id = "chair"
leads = true
labels = { en = "Chair" }
[[roles]]
id = "guest"
speaks = true
labels = { en = "Guest" }
[[forum]]
id = "theme"
means = "theme"
[[sections]]
id = "facts"
kind = "facts"
[[sections.fields]]
id = "title"
means = "title"
[[sections.fields]]
id = "starts"
type = "time"
[[sections]]
id = "people_here"
kind = "people"
[[sections]]
id = "goals"
kind = "questions"
[[sections]]
id = "end"
kind = "closing"
role = "chair"
"""


def test_the_forums_template_is_there_and_has_the_reports_sections() -> None:
    assert "gsef" in builtin_templates()
    template = load_template("gsef")
    assert template is not None
    assert [section.kind for section in template.sections] == [
        Kind.FACTS,
        Kind.PEOPLE,
        Kind.QUESTIONS,
        Kind.NOTES,
        Kind.ANSWERS,
        Kind.EXCHANGES,
        Kind.CLOSING,
        Kind.PICTURES,
    ]


@pytest.mark.parametrize("template_id", builtin_templates())
def test_every_template_keeps_the_rules_and_says_all_in_each_language(template_id: str) -> None:
    template = load_template(template_id)
    assert template is not None
    for section in template.sections:
        for labels in (section.labels, section.short, section.hint, *section.words.values()):
            assert not labels or set(labels) == set(template.languages), section.id
        assert section.short, section.id
    for role in template.roles:
        assert set(role.labels) == set(template.languages)


@pytest.mark.parametrize("template_id", builtin_templates())
def test_short_labels_have_fourteen_columns_at_most(template_id: str) -> None:
    from rich.cells import cell_len

    template = load_template(template_id)
    assert template is not None
    for section in template.all_sections:
        for text in section.short.values():
            assert cell_len(text) <= 14, text


@pytest.mark.parametrize("template_id", ["elsewhere", "../gsef", "gsef.toml", "", "GSEF"])
def test_what_is_not_there_is_none(template_id: str) -> None:
    assert load_template(template_id) is None


def test_a_session_gets_its_own_template_or_one_of_its_shape() -> None:
    assert template_for(Session(template="gsef")) is load_template("gsef")
    made = template_for(Session(template="elsewhere", sections={"talks": {"BA": "x"}}))
    assert (made.id, made.sections[-1].id) == ("elsewhere", "talks")


def test_a_right_template_is_read() -> None:
    assert read_template(SMALL.encode(), "small.toml").id == "small"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('id = "small"', 'id = "other"', "id: 'other' is not the file's name"),
        ('languages = ["en"]', "languages = []", "languages: at least one is needed"),
        ('id = "end"', 'id = "people"', "sections.people: the id is kept"),
        ('id = "end"', 'id = "unfiled"', "sections.unfiled: the id is kept"),
        ('id = "end"', 'id = "facts"', "sections.facts: the id is there twice"),
        ('id = "end"', 'id = "an end"', "sections.an end: an id has small letters"),
        ('id = "goals"', 'id = "title"', "fields.title: the id is there twice"),
        ('id = "guest"', 'id = "chair"', "roles.chair: the id is there twice"),
        ("speaks = true", "speaks = false", "roles: one that speaks is needed"),
        ('role = "chair"', 'role = "boss"', "sections.end.role: there is no role 'boss'"),
        ('role = "chair"', "", "sections.end.role: a closing needs the role"),
        ('kind = "questions"', 'kind = "people"', "sections: more than one of people"),
        ('kind = "questions"', 'kind = "facts"', "sections.goals.fields: a section of facts needs"),
        ('means = "title"', 'means = "theme"', "sections.facts.title.means: 'theme' means nothing"),
        ('type = "time"', 'means = "title"', "means: 'title' is said of two fields"),
        ('type = "time"', 'row = "end"', "sections.facts.starts.row: there is no other field"),
        ('type = "time"', 'cldr = "cities"', "sections.facts.starts.cldr: 'languages' or"),
        ('type = "time"', 'type = "choice"', "sections.facts.starts.choices: a choice has"),
        ('kind = "people"', 'kind = "crowd"', "sections[1].kind: Invalid enum value 'crowd'"),
        ('kind = "people"', 'kind = "people"\ncolour = 1', "sections[1]: Object contains unknown"),
        ("[names]", "names = [", "small.toml: "),
    ],
)
def test_a_broken_rule_names_file_and_key(old: str, new: str, wrong: str) -> None:
    assert old in SMALL
    with pytest.raises(UnreadableFile) as caught:
        read_template(SMALL.replace(old, new, 1).encode(), "small.toml")
    sentence = str(caught.value)
    assert sentence.startswith("small.toml: ")
    assert wrong in sentence
    assert sentence.endswith(": correct the template")
    assert "\n" not in sentence


def test_the_templates_travel_with_the_package() -> None:
    assert files("gsef_tui.templates").joinpath("gsef.toml").is_file()
