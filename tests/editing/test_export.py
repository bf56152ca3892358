"""The export service: what it refuses, where it writes, what it asks, and the bytes on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.cli.program import run
from gsef_tui.editing.export import (
    ExportRequest,
    ExportService,
    InvalidRequest,
    RemainingNames,
    ReplacesExport,
    Target,
    state_after_export,
)
from gsef_tui.report.formats import FORMATS, Format, Options, format_for
from gsef_tui.report.render import ReportRequest
from gsef_tui.storage.app_state import AppState, LastPlace
from gsef_tui.storage.documents import fingerprint, open_document
from gsef_tui.storage.targets import InvalidTarget, TargetExists
from gsef_tui.storage.templates import require_template
from tests.report.programs import id_of, is_here

SAMPLE = Path(__file__).parents[2] / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"
SESSION = """format = 1
template = "gsef"
language = "fr"

[session]
title = "Les cantines du quartier"
date = 2031-10-04

[people.AM]
role = "moderator"
name = "Anne Mercier"

[people.LT]
role = "speaker"
name = "Lucía Torres"

[presentations]
LT = "- une cuisine @@20:47 pour Mercier et son équipe"
AM = "Torres ouvre"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of a user who has no settings and no state yet, and the current folder."""
    for name in ("CONFIG", "STATE", "SESSIONS"):
        monkeypatch.setenv(f"GSEF_TUI_{name}", str(tmp_path / name.lower()))
    (tmp_path / "sessions").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sessions"


@pytest.fixture
def cantines(folder: Path) -> Path:
    path = folder / "2031-10-04-cantines.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


@pytest.fixture
def service(cantines: Path) -> ExportService:
    return service_for(cantines)


def service_for(path: Path) -> ExportService:
    document = open_document(path)
    return ExportService(document.session, document.path)


def form(name: str) -> Format:
    known = format_for(name)
    assert known is not None
    return known


def request_for(name: str, report: ReportRequest | None = None) -> ExportRequest:
    return ExportRequest(form(name), report or ReportRequest())


def to_file(path: Path, *, overwrite: bool = False) -> ExportRequest:
    return replace(request_for("text"), target=Target(path, path, overwrite=overwrite))


# -- what the service refuses ---------------------------------------------------------------------

WHOLE = "This format holds the whole session: choose another, or the whole"
HOLDS = "which holds the whole session"
LANGUAGES = f"choose one of {', '.join(require_template('gsef').languages)}"
NOBODY_HAS = "no person has this code. Codes: AM, LT"
REFUSED = [
    ("text", ReportRequest(language="xx"), "language", "xx", LANGUAGES, None),
    ("text", ReportRequest(only="XX"), "only", "XX", NOBODY_HAS, None),
    *(
        (name, ReportRequest(only="LT"), "only", "", f"not for {name}, {HOLDS}", WHOLE)
        for name in ("json", "toml", "package")
    ),
]


@pytest.mark.parametrize(("name", "report", "field", "value", "reason", "sentence"), REFUSED)
def test_a_request_that_does_not_go_with_the_session_is_refused(
    service: ExportService,
    name: str,
    report: ReportRequest,
    field: str,
    value: str,
    reason: str,
    sentence: str | None,
) -> None:
    for check in (service.validate, service.render):
        with pytest.raises(InvalidRequest) as raised:
            check(request_for(name, report))
        error = raised.value
        assert (error.field, error.value, error.reason) == (field, value, reason)
        assert str(error) == (sentence or f"{value}: {reason}")


@pytest.mark.parametrize(("name", "report", "field", "value", "reason", "sentence"), REFUSED)
def test_the_command_line_names_the_option_before_the_same_reason(
    cantines: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    report: ReportRequest,
    field: str,
    value: str,
    reason: str,
    sentence: str | None,
) -> None:
    options = ["--language", report.language] if report.language else ["--only", report.only]
    assert run(["export", str(cantines), "-f", name, *options]) == 2
    option = f"--{field} {value}".strip()
    assert capsys.readouterr().err == f"gsef-tui: {option}: {reason}; see gsef-tui export --help\n"


def test_formats_that_print_can_hold_one_part() -> None:
    service = service_for(SAMPLE)
    for known in FORMATS:
        if known.id not in ("json", "toml", "package"):
            service.validate(ExportRequest(known, ReportRequest(only="LQ", language="ko")))


def test_without_people_the_reason_says_so(folder: Path) -> None:
    path = folder / "empty.toml"
    path.write_text('format = 1\ntemplate = "gsef"\nlanguage = "fr"\n')
    with pytest.raises(InvalidRequest, match=r"^LT: no person has this code. Codes: nobody$"):
        service_for(path).validate(request_for("text", ReportRequest(only="LT")))


def test_a_template_without_languages_allows_that_of_the_session(cantines: Path) -> None:
    document = open_document(cantines)
    template = replace(document.session.template, languages=())
    service = ExportService(replace(document.session, template=template), cantines)
    service.validate(request_for("text", ReportRequest(language="fr")))
    with pytest.raises(InvalidRequest, match=r"^en: choose one of fr$"):
        service.validate(request_for("text", ReportRequest(language="en")))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".", "a folder: name the file to write in it"),
        ("gone/a.txt", "there is no folder gone: make it first"),
        ("x" * 300 + ".txt", "name too long: name another file"),
    ],
)
def test_a_path_that_cannot_hold_a_file_is_refused(
    service: ExportService, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    before = set(Path.cwd().rglob("*"))
    with pytest.raises(InvalidTarget) as raised:
        service.export(to_file(Path(name)))
    assert (raised.value.path, raised.value.reason) == (Path(name), reason)
    assert str(raised.value) == reason
    assert run(["export", str(service.path), "-f", "text", "-o", name]) == 1
    assert capsys.readouterr().err == f"gsef-tui: {name}: {reason}\n"
    assert set(Path.cwd().rglob("*")) == before


def test_a_file_is_replaced_only_if_the_request_allows_it(service: ExportService) -> None:
    there = Path("a.txt")
    there.write_text("somebody else's")
    with pytest.raises(TargetExists, match=r"^there already: name another file$"):
        service.export(to_file(there))
    assert there.read_text() == "somebody else's"
    service.export(to_file(there, overwrite=True))
    assert "Lucía Torres" in there.read_text()


@pytest.mark.parametrize("link", [False, True])
def test_the_session_is_never_replaced(service: ExportService, link: bool) -> None:
    target, before = service.path, service.path.read_bytes()
    if link:
        target = service.path.with_name("link.txt")
        target.symlink_to(service.path)
    with pytest.raises(InvalidTarget, match=r"^the session itself: name another file$"):
        service.export(to_file(target, overwrite=True))
    assert service.path.read_bytes() == before


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_the_disk_refuses_is_reported(
    service: ExportService, capsys: pytest.CaptureFixture[str], overwrite: bool
) -> None:
    """The link leads into a folder that does not exist, which only the write finds out."""
    link = Path("a.txt")
    link.symlink_to("gone/a.txt")
    with pytest.raises(InvalidTarget, match=r"^folder is gone: name another file$"):
        service.export(to_file(link, overwrite=overwrite))
    options = ["--force"] if overwrite else []
    assert run(["export", str(service.path), "-o", str(link), *options]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == "gsef-tui: a.txt: folder is gone: name another file"


def test_a_request_without_a_target_is_rendered_but_not_written(service: ExportService) -> None:
    request = request_for("text")
    assert "Lucía Torres" in service.render(request).data.decode()
    with pytest.raises(ValueError, match="no target"):
        service.export(request)


# -- where it writes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "report", "expected"),
    [
        ("docx", ReportRequest(), "2031-10-04-cantines.docx"),
        ("html", ReportRequest(language="en"), "2031-10-04-cantines-en.html"),
        ("text", ReportRequest(language="fr", only="LT"), "2031-10-04-cantines-fr-lt.txt"),
        (
            "zip",
            ReportRequest(language="fr", anonymous=True),
            "2031-10-04-les-cantines-du-quartier-fr-anonymous.zip",
        ),
        (
            "pdf",
            ReportRequest(anonymous=True, only="LT"),
            "2031-10-04-les-cantines-du-quartier-anonymous-p2.pdf",
        ),
    ],
)
def test_the_proposed_name_tells_exports_of_one_session_apart(
    service: ExportService, name: str, report: ReportRequest, expected: str
) -> None:
    proposed = service.propose_path(request_for(name, report), AppState())
    assert proposed == service.path.with_name(expected)


def test_the_folder_of_the_last_export_is_proposed_while_it_exists(
    service: ExportService, tmp_path: Path
) -> None:
    memory = AppState(export_folder=str(tmp_path / "away"))
    request = request_for("docx")
    assert service.propose_path(request, memory).parent == service.path.parent
    (tmp_path / "away").mkdir()
    assert service.propose_path(request, memory) == tmp_path / "away" / "2031-10-04-cantines.docx"


def test_a_folder_gets_the_proposed_name(
    service: ExportService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    away = tmp_path / "away" / "2031-10-04-cantines.txt"
    away.parent.mkdir()
    for typed in (str(away.parent), "~/away", "away", "away/2031-10-04-cantines.txt"):
        planned = service.plan_target(typed, request_for("text"), AppState())
        assert planned == Target(away, away)


def test_only_the_last_export_is_replaced_and_only_while_nobody_changed_it(
    service: ExportService,
) -> None:
    path = service.path.with_suffix(".txt")
    request = request_for("text")
    memory = AppState()

    def plan() -> Target:
        return service.plan_target(str(path), request, memory)

    assert plan() == Target(path, path)
    result = service.export(replace(request, target=plan()))
    assert plan() == Target(path.with_name(f"{path.stem}-2.txt"), path), "not remembered yet"
    memory = state_after_export(memory, service.path, request, result)
    assert plan() == Target(path, path, overwrite=True)
    path.write_text(path.read_text() + "a line of somebody else's")
    assert plan() == Target(path.with_name(f"{path.stem}-2.txt"), path)


def test_an_export_that_was_opened_as_a_session_is_never_the_last_export(
    service: ExportService,
) -> None:
    copy = service.path.with_name("copy.toml")
    request = replace(request_for("toml"), target=Target(copy, copy))
    result = service.export(request)
    memory = state_after_export(AppState(), service.path, request, result)
    assert service.plan_target(str(copy), request, memory).overwrite
    planned = service_for(copy).plan_target(str(copy), request, memory)
    assert planned == Target(copy.with_name("copy-2.toml"), copy)


def test_what_is_remembered(service: ExportService, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    report = ReportRequest(language="en", as_typed=True, anonymous=True, only="LT")
    request = replace(request_for("text", report), target=Target(away / "a.txt", away / "a.txt"))
    result = service.export(request)
    data = (away / "a.txt").read_bytes()
    assert (result.path, result.digest) == (away / "a.txt", fingerprint(data))
    before = AppState(theme="light", places={str(service.path): LastPlace("presentations.LT", 3)})
    memory = state_after_export(before, service.path, request, result)
    assert memory == AppState(
        theme="light",
        export_format="text",
        export_as_typed=True,
        export_folder=str(away),
        places={str(service.path): LastPlace("presentations.LT", 3, "en", nameless=True)},
        exports={str(away / "a.txt"): fingerprint(data)},
    )
    beside = service.path.with_suffix(".txt")
    request = replace(request_for("text"), target=Target(beside, beside))
    memory = state_after_export(memory, service.path, request, service.export(request))
    assert memory.export_folder == ""
    assert memory.places[str(service.path)] == LastPlace("presentations.LT", 3)


# -- what it asks and reports ---------------------------------------------------------------------


def test_the_user_confirms_remaining_names_and_the_replacement_of_the_last_export(
    service: ExportService,
) -> None:
    path = Path("a.txt")
    named = request_for("text")
    nameless = request_for("text", ReportRequest(anonymous=True))
    words = RemainingNames(("Mercier (presentations.LT)", "Torres (presentations.AM)"))
    assert service.confirmation(named) is None
    assert service.confirmation(replace(named, target=Target(path, path))) is None
    ours = Target(path, path, overwrite=True)
    assert service.confirmation(replace(named, target=ours)) == ReplacesExport(path)
    assert service.confirmation(nameless) == words
    assert service.confirmation(replace(nameless, target=ours)) == words


def test_gaps_are_counted_but_in_an_empty_form(service: ExportService) -> None:
    assert service.gap_count(ReportRequest()) == 1
    assert service.gap_count(ReportRequest(blank=True)) == 0


# -- panel and command line -----------------------------------------------------------------------

EQUAL: Sequence[tuple[tuple[str, ...], ReportRequest]] = [
    ((), ReportRequest()),
    (
        ("--anonymous", "--language", "en", "--as-typed", "--with", "docx"),
        ReportRequest(
            language="en", as_typed=True, anonymous=True, options=Options(packed=("docx",))
        ),
    ),
    (
        ("--blank", "--columns", "60", "--author", "Rosa Prado", "--with", "odt,html"),
        ReportRequest(blank=True, options=Options(60, "Rosa Prado", ("odt", "html"))),
    ),
    (("--only", "LQ", "--times"), ReportRequest(only="LQ", times=True)),
]


@pytest.mark.parametrize(("options", "report"), EQUAL, ids=["plain", "anonymous", "blank", "only"])
@pytest.mark.parametrize("known", FORMATS, ids=id_of)
def test_equal_requests_make_equal_files(
    known: Format, options: tuple[str, ...], report: ReportRequest, tmp_path: Path
) -> None:
    if not is_here(known):
        pytest.skip("Typst is not installed")
    if report.only and known.whole_session:
        pytest.skip("it holds the whole session")
    here, there = tmp_path / "here", tmp_path / "there"
    result = service_for(SAMPLE).export(ExportRequest(known, report, Target(here, here)))
    status = run(["export", str(SAMPLE), "-f", known.id, "-o", str(there), *options])
    assert (status, result.path) == (0, here)
    assert here.read_bytes() == there.read_bytes()
    assert len(here.read_bytes()) > 100
