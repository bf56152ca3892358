"""Files that are made to hang a reader or to fill the memory: lines come of them, or a sentence.

Each is read in a process of its own, so that a hang is a failure. Its limit is far above what the
work takes: the work itself is counted.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import msgspec
import pytest

from gsef_tui.imports import file_formats, read_report
from gsef_tui.imports.draft import Draft
from gsef_tui.imports.file_formats import read_lines
from gsef_tui.imports.source_lines import DEEPEST, MOST_CHARACTERS, MOST_LINES
from gsef_tui.model import codes, name_index
from gsef_tui.model.session import Person, Session
from gsef_tui.storage.child_process import run_in_child
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.templates import require_template

from .reading import TEMPLATES, read

GSEF = require_template("gsef")

CASES = Path(__file__).parents[3] / "shared" / "cases" / "limits"
CPU_SECONDS = 8
PEOPLE = 1000


def found(data: bytes) -> bytes:
    """The lines of a file as JSON, or the sentence that says why there are none."""
    try:
        return msgspec.json.encode([line.text for line in read_lines(data, "a")])
    except UnreadableFile as error:
        return msgspec.json.encode(str(error))


def read_apart(data: str | bytes) -> list[str] | str:
    data = data.encode() if isinstance(data, str) else data
    answer = run_in_child(found, data, seconds=120, memory=2 * 1024**3)
    return msgspec.json.decode(answer, type=list[str] | str)


def docx_of(body: str, document: str = "") -> bytes:
    """A Word document with this body, else with this whole part."""
    out, made = BytesIO(), BytesIO()
    docx.Document().save(made)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    whole = document or f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, whole if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def odt_of(body: str, before: str = "") -> bytes:
    out = BytesIO()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "content.xml",
            f"{before}<office:document-content {spaces}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 9))
    + "]>"
)
MANY = "too long for a report: import the part that is one"
DEEP = "a: lists or tables stand too deep inside one another: save it as plain text"


@pytest.mark.slow
@pytest.mark.parametrize(
    "opened", ["<!--", "<!x ", "<?x ", "<", "<a ", "</a ", "<![CDATA[", "<![if "]
)
def test_tags_without_an_end_are_text(opened: str) -> None:
    lines = read_apart("<html><p>avant</p>" + opened * 40_000)
    assert lines == ["avant", "", (opened * 40_000).strip()]


@pytest.mark.slow
def test_comments_before_a_page_are_skipped() -> None:
    assert read_apart("<!-- x -->" * 4_000 + "<html><p>texte") == ["texte"]


@pytest.mark.slow
def test_comments_after_each_other_are_not_text() -> None:
    assert read_apart("<html>" + "<!-- x -->" * 40_000 + "<p>texte") == ["texte"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opened", "marker"), [("<ul><li>x", "- x"), ("<ol><li>x", "1. x"), ("<blockquote>x", "> x")]
)
def test_what_is_nested_deeper_than_a_limit_stands_at_the_limit(opened: str, marker: str) -> None:
    depth = 5_000
    lines = read_apart("<html>" + opened * depth)
    assert isinstance(lines, list)
    assert sum(line.endswith(marker) for line in lines) == depth
    assert max(map(len, lines)) <= (DEEPEST + 1) * len(marker)


@pytest.mark.slow
def test_a_paragraph_of_many_pieces_is_one() -> None:
    assert read_apart("<html><p>" + "<b>x</b>" * 100_000) == [f"**{'x' * 100_000}**"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("une ligne\n" * (MOST_LINES + 1), f"a: more than 20,000 lines: {MANY}"),
        ("mot " * (MOST_CHARACTERS // 4 + 1), f"a: more than 4,000,000 characters: {MANY}"),
        (b"\xff" * 4 * (MOST_CHARACTERS + 1), f"a: more than 4,000,000 characters: {MANY}"),
        ("# t\n\n" + "|x|y|\n" * 2 * MOST_LINES, f"a: more than 20,000 lines: {MANY}"),
        ("# t\n\n" + "une ligne\n\n" * MOST_LINES, f"a: more than 20,000 lines: {MANY}"),
        ("<html>" + "<p>x</p>" * MOST_LINES, f"a: more than 20,000 lines: {MANY}"),
        ("<html><p>" + "x<br>" * (MOST_LINES + 1), f"a: more than 20,000 lines: {MANY}"),
        (docx_of(paragraph("x") * 100_000), f"a: more than 20,000 lines: {MANY}"),
        (odt_of("<text:p>x</text:p>" * 100_000), f"a: more than 20,000 lines: {MANY}"),
        (
            docx_of('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="200000000"/></w:tcPr>'
                    f"{paragraph('x')}</w:tc></w:tr></w:tbl>"),
            "a: a table of more than 1,000 columns: take it out",
        ),
        (
            docx_of(paragraph("x" * 40_000_000)),
            "a: too long for a report: save the part that is the report as a file of its own",
        ),
        (odt_of("<text:list><text:list-item>" * 5_000 + "</text:list-item></text:list>" * 5_000),
         DEEP),
        (odt_of("<text:p>" + "<text:span>" * 5_000 + "</text:span>" * 5_000 + "</text:p>"), DEEP),
        (odt_of("<text:section>" * 5_000 + "</text:section>" * 5_000), DEEP),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_too_large_is_said_in_a_sentence(data: str | bytes, says: str) -> None:
    assert read_apart(data) == says


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        docx_of("", f"{LAUGHS}<x>&a8;</x>"),
        odt_of("<text:p>&a8;</text:p>", LAUGHS),
        docx_of("<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000),
    ],
    ids=["docx-entities", "odt-entities", "docx-nested"],
)
def test_xml_that_no_program_writes_is_refused(data: bytes) -> None:
    said = read_apart(data)
    assert isinstance(said, str)
    assert said.endswith("file: open it where it was made, save it, and import that")


@pytest.mark.slow
def test_a_cell_over_many_rows_is_read_once() -> None:
    rows = 3_000
    first = f"{paragraph('un')}</w:tc><w:tc>{paragraph('0')}"
    cells = [f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{first}']
    cells += [
        f"<w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{paragraph(str(n))}"
        for n in range(1, rows)
    ]
    table = "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells)
    lines = read_apart(docx_of(f"<w:tbl>{table}</w:tbl>"))
    assert re.findall(r"\w+", "\n".join(lines)) == ["un", *map(str, range(rows))]


@pytest.mark.slow
def test_fields_that_stand_deep_inside_one_another_are_read() -> None:
    depth = 20_000
    begins, ends = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' * depth for kind in ("begin", "end")
    )
    body = f"<w:p>{begins}<w:r><w:t>x</w:t></w:r>{ends}</w:p>"
    assert read_apart(docx_of(body)) == ["x"]


@pytest.mark.slow
def test_a_merged_cell_with_nothing_above_is_empty() -> None:
    row = (
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{paragraph('x')}</w:tc></w:tr>"
    )
    assert read_apart(docx_of(f"<w:tbl>{row}</w:tbl>")) == ["x"]


def not_called(*_: object, **__: object) -> bytes:
    raise AssertionError("no process is started for a small file")


def test_a_small_file_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_formats, "run_in_child", not_called)
    for data in (b"texte", docx_of(paragraph("texte")), odt_of("<text:p>texte</text:p>")):
        assert [line.text for line in read_lines(data, "a")] == ["texte"]


@pytest.mark.slow
def test_a_large_file_is_read_in_a_process_of_its_own() -> None:
    large = docx_of(paragraph("x" * 1000) * 3_000)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    lines = read_lines(large, "a")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before
    assert [line.text for line in lines if line.text] == ["x" * 1000] * 3_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limit", "value", "says"),
    [
        ("SECONDS", 0.05, "a: reading it took longer than 0.05 s: save the part"),
        ("MEMORY", 150_000_000, "a: reading it needed more than 150 MB of memory: save the part"),
    ],
)
def test_a_limit_that_is_reached_is_said(
    limit: str, value: float, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_formats, limit, value)
    large = odt_of("<text:p>" + "<text:span/>" * 2_000_000 + "</text:p>")
    with pytest.raises(UnreadableFile, match=says):
        read_lines(large, "a")


def test_a_session_is_told_from_text_without_reading_it_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def parsed(_: str) -> dict[str, object]:
        raise AssertionError("nothing says that it is a session")

    monkeypatch.setattr(file_formats, "parse_toml", parsed)
    assert file_formats.format_of(b"une ligne\n" * 1000, "a") == "text"


def calls_of(work: Callable[[], object]) -> int:
    """The number of times that Python enters a function, or goes on with a generator."""
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_the_work_for_headings_grows_with_their_number() -> None:
    def report(headings: int) -> Callable[[], object]:
        lines = "".join(f"# Titre {n}\n\n" for n in range(headings))
        return lambda: read(lines, "a.md")

    few, many = calls_of(report(150)), calls_of(report(600))
    assert many < 5 * few


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> Callable[[], int]:
    real, calls = getattr(module, name), [0]

    def counting(*arguments: object) -> object:
        calls[0] += 1
        return real(*arguments)

    monkeypatch.setattr(module, name, counting)
    return lambda: calls[0]


def many_names() -> list[str]:
    letters = "bcdfghjklm"
    syllables = [a + v for a in letters for v in "aeiou"]
    names = [f"{a}{b}o {b}{a}".title() for a in syllables for b in syllables]
    return names[:PEOPLE]


@pytest.mark.slow
def test_names_are_compared_with_a_few_others_each(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = counted(monkeypatch, name_index, "likeness")
    names = many_names()
    report = "Participants\nIntervenant(e)s\n" + "".join(f"{n}, Org (France)\n" for n in names)
    report += "\nRésumé des présentations\n\n"
    report += "".join(f"{name}\n\ntexte de {name}\n\n" for name in names)
    session = read(report).session
    assert [person.name for person in session.people.values()] == names
    assert list(session.notes("presentations").values()) == [f"texte de {name}" for name in names]
    assert compared() < 10 * PEOPLE


def test_codes_of_one_name_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = counted(monkeypatch, codes, "is_code")
    report = "Participants\nIntervenant(e)s\n" + "Jean Martin, Org (France)\n" * PEOPLE
    assert len(read(report).session.people) == PEOPLE
    assert looked() < 15 * PEOPLE


@pytest.mark.slow
def test_more_people_than_there_are_codes_are_refused_in_a_sentence() -> None:
    report = "Participants\nIntervenant(e)s\n" + "".join(f"Jean {n}, Org\n" for n in range(5_001))
    with pytest.raises(UnreadableFile, match=r"^report\.txt: more than 5,000 people: leave out"):
        read(report)


def test_what_is_not_filed_is_there_whole_as_often_as_in_the_report() -> None:
    report = "Report\nParticipants\n" + "\n".join("x" * n for n in (400, 300, 400))
    session = read(report).session
    assert session.text("unfiled").split("\n\n") == ["x" * 400, "x" * 300, "x" * 400]


def test_into_a_session_what_is_not_filed_comes_once() -> None:
    report = b"Participants\n" + b"x" * 400
    first = read_report(report, "a", TEMPLATES[:1]).session
    again = read_report(report, "a", TEMPLATES[:1], into=first)
    assert again.session == first
    assert again.notes == ()


@pytest.mark.slow
def test_a_line_of_markers_is_read_once() -> None:
    line = "- " * 500_000 + "x"
    data = f"Participants\n{line}".encode()
    answer = run_in_child(unfiled, data, seconds=120, memory=2 * 1024**3)
    assert answer.decode() == line


def unfiled(data: bytes) -> bytes:
    return read_report(data, "a", TEMPLATES).session.text("unfiled").encode()


@pytest.mark.parametrize("spelling", ["Kevin Ossah", "Kévin OSSAH", "Kevin Osah"])
def test_a_name_that_is_nearly_somebodys_is_theirs(spelling: str) -> None:
    people = {"KO": Person(name="Kevin Ossah"), "KS": Person(name="Karim Saïd")}
    session = Session(template=GSEF, language="fr", people=people)
    draft = Draft(session, "fr", joins=True)
    assert draft.code_for(spelling) == "KO"
    assert draft.code_for("Kim Ossahui") is None
    also = draft.session.people["KO"].also
    assert also == (("Kevin Osah",) if spelling == "Kevin Osah" else ())


@pytest.mark.slow
@pytest.mark.skipif(not CASES.is_dir(), reason=f"the cases are not beside the checkout: {CASES}")
@pytest.mark.parametrize(
    "case", sorted(CASES.glob("*")) if CASES.is_dir() else [], ids=lambda case: case.name
)
def test_each_case_ends_in_time_and_in_little_memory(case: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.toml"

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (1024**3, 1024**3))

    ran = subprocess.run(
        [sys.executable, "-m", "gsef_tui", "import", case, "-o", made],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=limited,
    )
    assert "Traceback" not in ran.stderr
    if ran.returncode:
        assert ran.returncode == 2
        assert ran.stderr.startswith(f"gsef-tui: {case}: ")
        assert ran.stderr.count("\n") == 1
    else:
        assert made.stat().st_size < 4 * case.stat().st_size + 1_000_000
