"""A tenth kind of section needs one module in each layer and no change of the program.

The modules are in ``tests/tenth_kind``; everything else here is the program's own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

import gsef_tui
from gsef_tui.capture.apply_line import apply_line
from gsef_tui.capture.targets import CaptureState as Captured
from gsef_tui.checks import check, place_label
from gsef_tui.checks.section_rules import RULES
from gsef_tui.cli.places import places_there
from gsef_tui.imports import read_report
from gsef_tui.imports.filling import READERS
from gsef_tui.model import kinds
from gsef_tui.model.kinds import Kind, all_kinds, unregister_kind
from gsef_tui.model.places import Place, text_at, with_text
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.report.anonymous import anonymous
from gsef_tui.report.json import to_json
from gsef_tui.report.markdown import to_markdown
from gsef_tui.report.outline import make_outline
from gsef_tui.report.renderers import RENDERERS
from gsef_tui.report.text import to_text
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.shapes import SHAPES
from gsef_tui.storage.templates import load_template, template_problem
from gsef_tui.ui.panes.pane_registry import VIEWS

from .tenth_kind import checks, imports, model, panes, report, storage
from .tenth_kind.model import DECISIONS, Decisions
from .ui.hand import at_work

LAYERS = (model, storage, report, checks, imports, panes)

TEMPLATE = """id = "council"
languages = ["en"]

[names]
en = "Council"

[[roles]]
id = "speaker"
speaks = true
labels = { en = "Speakers" }

[[sections]]
id = "facts"
kind = "facts"
short = { en = "Session" }

[[sections.fields]]
id = "title"
means = "title"
labels = { en = "Session title" }

[[sections]]
id = "bench"
kind = "people"
labels = { en = "Participants" }

[[sections]]
id = "talks"
kind = "notes"
labels = { en = "Presentations" }
short = { en = "Talks" }

[[sections]]
id = "decided"
kind = "decisions"
labels = { en = "Decisions taken" }
short = { en = "Decisions" }
"""

SESSION = b"""format = 1
template = "council"
language = "en"

[session]
title = "The canteens"

[people.LT]
role = "speaker"
name = "Luc\xc3\xada Torres"

[talks]
LT = "one kitchen"

[decided]
items = [
    "open a canteen",
    "a *vote* each year",
]
later = "kept"
"""
DECIDED = Place("decided")


@pytest.fixture
def tenth_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kind]:
    """The kind, known to each layer, and a template with a section of it; both are gone after."""
    for name in ("CONFIG", "STATE", "SESSIONS"):
        monkeypatch.setenv(f"GSEF_TUI_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    templates = tmp_path / "config" / "templates"
    templates.mkdir(parents=True)
    (templates / "council.toml").write_text(TEMPLATE, encoding="utf-8")
    before = all_kinds()
    for layer in LAYERS:
        layer.register()
    yield DECISIONS
    unregister_kind(DECISIONS)
    SHAPES.unregister(DECISIONS)
    RENDERERS.unregister(DECISIONS)
    RULES.unregister(DECISIONS)
    READERS.unregister(DECISIONS)
    VIEWS.unregister(DECISIONS)
    assert all_kinds() == before


@pytest.fixture
def template(tenth_kind: Kind) -> Template:
    found = load_template("council")
    assert found is not None, template_problem("council")
    return found


@pytest.fixture
def session(template: Template) -> Session:
    return decode(SESSION, "council.toml")


# -- the registries --------------------------------------------------------------------------------


def test_each_layer_knows_each_kind() -> None:
    every = set(all_kinds())
    assert set(RENDERERS) == set(RULES) == set(READERS) == set(VIEWS) == every
    assert set(SHAPES) == {kind for kind in all_kinds() if kind.has_table}


def test_a_template_with_a_kind_that_is_not_registered_is_refused(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GSEF_TUI_CONFIG", str(tmp_path))
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates" / "council.toml").write_text(TEMPLATE, encoding="utf-8")
        wrong = "sections[3].kind: Invalid enum value 'decisions'"
        assert wrong in template_problem("council")


def test_a_kind_is_registered_once(tenth_kind: Kind) -> None:
    for layer in LAYERS:
        with pytest.raises(ValueError, match="decisions"):
            layer.register()


def test_a_layer_without_the_kind_says_so(session: Session) -> None:
    kept = RENDERERS[DECISIONS]
    RENDERERS.unregister(DECISIONS)
    try:
        with pytest.raises(LookupError, match="report: nothing is registered for decisions"):
            make_outline(session)
    finally:
        RENDERERS.register(DECISIONS, kept)


# -- the core --------------------------------------------------------------------------------------


def test_the_template_has_the_kind(template: Template, tenth_kind: Kind) -> None:
    assert [section.kind.id for section in template.sections] == [
        "facts",
        "people",
        "notes",
        "decisions",
    ]
    assert template.of_kind(tenth_kind)[0].id == "decided"


def test_a_session_is_decoded_edited_and_encoded_to_the_byte(session: Session) -> None:
    decided = session.sections["decided"]
    assert decided == Decisions(
        items=("open a canteen", "a *vote* each year"), extra={"later": "kept"}
    )
    assert encode(session) == SESSION
    edited = with_text(session, DECIDED, "open a canteen\nclose at ten")
    assert text_at(edited, DECIDED) == "open a canteen\nclose at ten"
    written = encode(edited)
    assert written == SESSION.replace(b"a *vote* each year", b"close at ten")
    assert decode(written, "council.toml") == edited
    emptied = replace(edited, sections={**edited.sections, "decided": Decisions()})
    assert b"[decided]" not in encode(emptied)


def test_a_wrong_value_is_named_with_its_line(template: Template) -> None:
    wrong = SESSION.replace(b'"open a canteen"', b"1")
    with pytest.raises(UnreadableFile, match=r"line 16: decided.items: expected a list of texts"):
        decode(wrong, "council.toml")


def test_without_its_template_the_table_betrays_the_kind(session: Session, tmp_path: Path) -> None:
    (tmp_path / "config" / "templates" / "council.toml").unlink()
    known = SESSION.replace(b'later = "kept"\n', b"")
    again = decode(known, "council.toml")
    assert text_at(again, DECIDED) == text_at(session, DECIDED)
    assert [section.kind for section in again.template.sections if section.id == "decided"] == [
        DECISIONS
    ]
    assert encode(again) == known


def test_the_report_prints_the_section(session: Session) -> None:
    outline = make_outline(session)
    assert outline.places[-1] == "decided"
    text = to_text(outline)
    assert text.endswith("Decisions taken:\n\n1. open a canteen\n2. a *vote* each year\n"), text
    markdown = to_markdown(outline)
    assert markdown.endswith(
        "## Decisions taken\n\n1. open a canteen\n2. a \\*vote\\* each year\n"
    ), markdown


def test_other_exports_keep_it(session: Session) -> None:
    assert '"items": [\n      "open a canteen",' in to_json(session)
    named = with_text(session, DECIDED, "Lucía Torres writes")
    hidden = anonymous(named).session
    assert hidden.sections["decided"] == Decisions(items=("Person 1 writes",))


def test_a_missing_decision_is_reported(session: Session) -> None:
    assert [f.rule for f in check(session, wording=False)] == []
    empty = with_text(session, DECIDED, "")
    found = [(f.rule, f.place, f.severity) for f in check(empty, wording=False)]
    assert found == [("no-decision", "decided", "missing")]
    assert place_label(empty, "decided") == "Decisions"


def test_a_report_is_read_back(session: Session) -> None:
    markdown = to_markdown(make_outline(session))
    found = read_report(markdown.encode(), "report.md", [session.template])
    assert found.notes == ()
    assert text_at(found.session, DECIDED) == "open a canteen\na *vote* each year"
    more = read_report(b"Decisions taken\n\n1. rest\n", "r.txt", [session.template], into=session)
    assert text_at(more.session, DECIDED).endswith("each year\nrest")


def test_a_captured_line_goes_to_the_section(session: Session) -> None:
    filed = apply_line("close at ten", session, Captured(DECIDED))
    assert filed.place == DECIDED
    assert text_at(filed.session, DECIDED).endswith("\nclose at ten")
    assert places_there(session, "decided") == ["decided"]


# -- the screen ------------------------------------------------------------------------------------


@pytest.mark.slow
async def test_the_section_is_shown_and_typed_into(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    path = folder / "council.toml"
    path.write_bytes(SESSION)
    async with at_work(folder, path, "decided", size=(100, 30)) as hand:
        assert hand.texts() == ["open a canteen\na *vote* each year"]
        assert hand.where.strip("▌ ") == "Decisions"
        await hand.until(lambda: "2!" in hand.seen, "the status in the outline")
        await hand.type("\nclose at ten")
        assert hand.text("decided") == "open a canteen\na *vote* each year\nclose at ten"
        kept = await hand.on_disk()
        assert text_at(kept, DECIDED) == hand.text("decided")
        await hand.press("ctrl+z")
        await hand.press("ctrl+z")
        assert hand.text("decided") == "open a canteen\na *vote* each year"
        await hand.command("Select all")
        await hand.press("delete")
        await hand.until(lambda: "One decision a line" in hand.seen, "the placeholder")
        assert hand.text("decided") == ""
        assert encode(await hand.on_disk()) == path.read_bytes()


@pytest.mark.slow
async def test_a_note_is_moved_to_the_section(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    path = folder / "council.toml"
    path.write_bytes(SESSION)
    async with at_work(folder, path, "talks.LT", size=(100, 30)) as hand:
        await hand.command("Select all")
        await hand.command("Move to")
        await hand.type("deci\n")
        assert hand.here == "decided"
        assert hand.text("decided").endswith("\none kitchen")


# -- no branches outside the registries ------------------------------------------------------------

ROLES_OF_ONE_KIND = {
    # The people's codes, names and roles are read before and beside all other sections.
    "cli/templates.py": {"PEOPLE"},
    "imports/division.py": {"FACTS", "PEOPLE"},
    "imports/reports.py": {"PEOPLE"},
    "imports/table_rows.py": {"FACTS", "PEOPLE"},
    # A picture amid a text belongs to the pictures, and the text goes on.
    "imports/chunks.py": {"PICTURES"},
    "ui/panes/new.py": {"PEOPLE_KIND"},
    # The forum's facts are shown with the session's.
    "ui/widgets/outline.py": {"FACTS"},
    # A line that is captured while a question is open answers it; the overview lists the questions.
    "capture/apply_line.py": {"EXCHANGES"},
    "editing/line_outlook.py": {"EXCHANGES"},
    # Whose line it is decides whether it may be a presentation, an answer or the conclusion.
    "capture/targets.py": {"ANSWERS", "CLOSING", "EXCHANGES", "NOTES"},
    "editing/overview.py": {"EXCHANGES"},
    "editing/commands/structure.py": {"EXCHANGES"},
    "editing/filing.py": {"EXCHANGES"},
    "model/edits.py": {"EXCHANGES"},
    # Who leads the session concludes it.
    "ui/widgets/overview.py": {"CLOSING"},
}


def compared_kinds(source: str) -> set[str]:
    """The kinds with which a module's source compares anything, and ``match`` if it matches one."""
    tree = ast.parse(source)
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("kinds"):
            imported = (a for a in node.names if isinstance(getattr(kinds, a.name, None), Kind))
            names |= {alias.asname or alias.name for alias in imported}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            several = (o.elts for o in operands if isinstance(o, ast.Tuple | ast.List | ast.Set))
            operands += [element for elements in several for element in elements]
            found |= names & {o.id for o in operands if isinstance(o, ast.Name)}
        if isinstance(node, ast.Match) and any(map(_is_kind, ast.walk(node.subject))):
            found.add("match")
    return found


def _is_kind(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "kind"


@pytest.mark.slow
def test_kinds_are_compared_only_where_one_role_of_a_section_is_meant() -> None:
    package = Path(gsef_tui.__file__).parent
    sources = ((p, p.read_text(encoding="utf-8")) for p in package.rglob("*.py"))
    found = {str(p.relative_to(package)): compared_kinds(source) for p, source in sources}
    assert {path: names for path, names in found.items() if names} == ROLES_OF_ONE_KIND


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from gsef_tui.model.kinds import NOTES\nif section.kind is NOTES: ...", {"NOTES"}),
        ("from .kinds import NOTES as N, TEXT\nx = here in (N, None)", {"N"}),
        ("match section.kind if section else None:\n    case _: ...", {"match"}),
        ("x = section.kind.by_person", set()),
        ("from .kinds import PEOPLE\nx = len(template.of_kind(PEOPLE)) > 1", set()),
    ],
)
def test_a_branch_on_a_kind_is_seen(source: str, names: set[str]) -> None:
    assert compared_kinds(source) == names
