from __future__ import annotations

import re
import threading
from importlib.resources import files
from pathlib import Path

import pytest

from gsef_tui.model.kinds import (
    ANSWERS,
    CLOSING,
    EXCHANGES,
    FACTS,
    NOTES,
    PEOPLE,
    PICTURES,
    QUESTIONS,
)
from gsef_tui.model.template import Limits, Template
from gsef_tui.storage import templates
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.template_lines import line_of_item
from gsef_tui.storage.templates import (
    builtin_templates,
    in_place_of_any,
    load_template,
    read_template,
    require_template,
    template_ids,
    template_problem,
    template_source,
)

GSEF = require_template("gsef")

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
        FACTS,
        PEOPLE,
        QUESTIONS,
        NOTES,
        ANSWERS,
        EXCHANGES,
        CLOSING,
        PICTURES,
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
    known = decode(b"format = 1\ntemplate = 'gsef'\n", "s.toml")
    assert known.template is load_template("gsef")
    made = decode(b"format = 1\ntemplate = 'elsewhere'\n[talks]\nBA = 'x'\n", "s.toml").template
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
        ('id = "goals"', 'id = "title"', "sections.title: the id is there twice"),
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
        (
            'kind = "people"',
            'kind = "people"\ncolour = 1',
            "line 29: sections[1].colour: ",
        ),
        *(
            ("[names]", f"[report]\nlogo = '{path}'\n[names]", f"report.logo: {path!r} is no name")
            for path in ("a/b.png", "../b.png", "/b.png", "..", "C:b\\b.png")
        ),
        ("[names]", "[report]\nlogos = 'b.png'\n[names]", "line 5: report.logos: "),
        ("[names]", "names = [", "small.toml, line 5: Invalid value"),
    ],
)
def test_a_broken_rule_names_file_and_key(old: str, new: str, wrong: str) -> None:
    assert old in SMALL
    with pytest.raises(UnreadableFile) as caught:
        read_template(SMALL.replace(old, new, 1).encode(), "small.toml")
    sentence = str(caught.value)
    assert re.match(r"small.toml, line \d+: ", sentence)
    assert wrong in sentence
    assert sentence.endswith(": correct the template")
    assert "\n" not in sentence


def test_the_templates_travel_with_the_package() -> None:
    assert files("gsef_tui.templates").joinpath("gsef.toml").is_file()


OWN = """
id = "own"
languages = ["en"]
names = { en = "Own" }

[[sections]]
id = "notes_taken"
kind = "text"
short = { en = "Notes" }
limits = { paragraphs = 2 }
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own template, in their configuration folder."""
    monkeypatch.setenv("GSEF_TUI_CONFIG", str(tmp_path))
    (tmp_path / "templates").mkdir()
    path = tmp_path / "templates" / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_template_of_ones_own_is_at_hand_and_read_again_when_it_changes(own: Path) -> None:
    assert template_ids() == ("gsef", "igf", "own")
    template = load_template("own")
    assert template is not None
    assert template.sections[0].limits == Limits(paragraphs=2)
    assert template_source("own") == own.read_bytes()
    own.write_text(OWN.replace("paragraphs = 2", "paragraphs = 30"), encoding="utf-8")
    changed = load_template("own")
    assert changed is not None
    assert changed.sections[0].limits == Limits(paragraphs=30)


def test_ones_own_goes_before_the_programs(own: Path) -> None:
    theirs = OWN.replace('id = "own"', 'id = "gsef"')
    own.with_name("gsef.toml").write_text(theirs, encoding="utf-8")
    template = load_template("gsef")
    assert template is not None
    assert template.names == {"en": "Own"}


def test_a_broken_one_keeps_no_session_shut_and_is_named_with_its_line(own: Path) -> None:
    own.write_text(OWN.replace('"text"', '"novel"'), encoding="utf-8")
    assert load_template("own") is None
    session = decode(b"format = 1\ntemplate = 'own'\n[notes_taken]\ntext = 'x'\n", "s.toml")
    made = session.template
    assert [section.id for section in made.sections] == ["session", "people", "notes_taken"]
    wrong = template_problem("own")
    assert wrong.startswith(f"{own}, line 8: sections[0].kind: Invalid enum value 'novel'")
    with pytest.raises(UnreadableFile, match="line 8"):
        require_template("own")


def test_what_is_wanted_by_name_or_file_and_is_not_there_is_said(own: Path) -> None:
    assert require_template(str(own)).id == "own"
    with pytest.raises(UnreadableFile, match="none: no such template; there are gsef, igf, own"):
        require_template("none")
    with pytest.raises(UnreadableFile, match=r"none\.toml: there is no such file"):
        require_template(str(own.with_name("none.toml")))
    assert template_problem("none") == "no template 'none' here"
    assert template_problem("own") == template_problem("igf") == ""


def test_a_template_can_stand_in_for_a_sessions_own(own: Path) -> None:
    with in_place_of_any(require_template("own")):
        session = decode(b"format = 1\ntemplate = 'gsef'\n", "s.toml")
    assert session.template.id == "own"
    assert session.template.sections == require_template("own").sections
    assert encode(session).startswith(b'format = 1\ntemplate = "gsef"\n')
    assert decode(encode(session), "s.toml").template.id == "gsef"


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("", None),
        ("id", 2),
        ("sections", 6),
        ("sections[0]", 6),
        ("sections[0].kind", 8),
        ("sections[0].limits.words", 10),
        ("sections[1].kind", None),
        ("names.fr", 4),
    ],
)
def test_the_line_of_a_key(key: str, line: int | None) -> None:
    assert line_of_item(OWN, key) == line


def test_the_lines_of_arrays_inside_arrays() -> None:
    text = "[[a]]\n[[a.b]]\nx = 1\n[[a]]\n[[a.b]]\n[[a.b]]\nx = 2\n[a.c]\ny = 3"
    assert line_of_item(text, "a[0].b[0].x") == 3
    assert line_of_item(text, "a[1].b[1].x") == 7
    assert line_of_item(text, "a[1].c.y") == 9


def test_threads_that_load_a_template_at_once_get_the_same_one(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sessions are compared by the identity of their templates."""
    second, loaded = threading.Event(), []
    read = templates.read_template_file

    def read_when_both_are_there(path: Path) -> Template:
        second.wait(10)
        return read(path)

    def load() -> None:
        loaded.append(load_template("own"))

    def load_second() -> None:
        second.set()
        load()

    monkeypatch.setattr(templates, "read_template_file", read_when_both_are_there)
    threads = [threading.Thread(target=load), threading.Thread(target=load_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded[0] is not None
    assert loaded[0] is loaded[1]
