"""Text is text everywhere: on every screen and panel, in every format, in the names of files."""

from __future__ import annotations

import html.parser
import io
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from . import attack
from .terminal import KEYS, PATIENCE, PROGRAM, Terminal

KEYS.update({"f4": "\x1bOS", "f7": "\x1b[18~", "f9": "\x1b[20~", "f12": "\x1b[24~"})

OURS = re.compile(
    r"\x1b(?:"
    r"\[[0-9;]*m"  # colours
    r"|\[[0-9]+;[0-9]+H"  # where to draw
    r"|\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"
    r"|\[\?20(?:26|48)\$p|\[6n|\[>0u|\[<u|\[>4(?:;0)?m"
    r"|\]22;[a-z-]*\x07"  # the shape of the mouse's pointer
    r"|\]52;c;[A-Za-z0-9+/=]*\x07"  # the clipboard, which the walk asks for
    r")"
)
"""Every sequence that Textual sends while it draws."""
CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions"
    folder.mkdir()
    (tmp_path.parent / "secret.png").write_bytes(b"")
    return folder


@pytest.mark.slow
def test_every_screen_shows_text_and_sends_nothing_else(
    folder: Path, environment: dict[str, str]
) -> None:
    path = attack.session(folder)
    attack.broken(folder)
    command: list[str | Path] = [PROGRAM, "--sessions", folder]
    with Terminal(command, environment=environment, folder=folder, columns=100, rows=30) as at:
        for keys, shows in walk():
            at.press(*keys)
            at.wait_for(shows)
        for columns, rows in [(150, 40), (60, 20), (40, 12)]:
            at.resize(columns, rows)
            at.press(*"xy", "f2")
            at.wait_for(lambda: "[@click" in at.text)
            at.press("f2")
            at.wait_for("saved")
        at.press("ctrl+q", "ctrl+q")
        assert at.wait() == 0
        sent = at.sent.decode()
    assert_only_ours(sent)
    assert "[@click=app.quit]" in path.read_text(encoding="utf-8")


def walk() -> Iterator[tuple[list[str], str]]:
    """Keys, and what is on the screen after them: markup as it was typed."""
    yield [], "Open folder…"
    yield [], "[@click=app.quit]PWNED[/]"  # the title, in the list of sessions
    yield ["f1"], "Help"
    yield ["f1"], "[@click=app.quit]PWNED"
    yield ["ctrl+f", *"PWNED"], "[/]"
    yield ["escape"], "Open folder…"
    yield ["enter"], "✓ saved"
    for _ in range(16):
        yield ["ctrl+down"], "[/]"
    yield ["f3"], "[@click=app.quit]"
    yield ["f3", "f6"], "[/]"
    yield ["f6", "f8"], "missing"
    yield ["f8", "f5"], "Format"
    yield ["f5", "ctrl+f", *"PWNED"], "[@click=app.quit]PWNED"
    yield ["escape", "f2"], "[@click=app.quit]"
    for _ in range(6):
        yield [], "[/]"
    yield ["f2"], "✓ saved"
    yield ["f3", "1"], "[@click=app.quit]PWNED[/]"
    for name in ("Edit person", "Change code", "Change role", "Merge with", "Absent", "Copy path"):
        yield ["ctrl+p", *name, "enter"], "[/]"
        yield ["escape", "f3", "1"], "›"
    yield ["f4", *"AB: [/]"], "[/]"
    yield ["f4", "f12"], "No conflict"
    yield ["ctrl+s"], "Saved:"
    yield ["ctrl+o"], "Open folder…"
    yield ["enter"], "saved"


def assert_only_ours(sent: str) -> None:
    rest = OURS.sub("", sent)
    found = CONTROL.search(rest)
    assert not found, ascii(rest[max(0, found.start() - 40) : found.end() + 40])


@pytest.mark.parametrize("words", [
    ["list"], ["check"], ["show"], ["show", "--plain"], ["history"], ["restore", "[/]\x1b[31m"],
    ["export", "--only", "\x1b]0;x\x07"], ["export", "-f", "\x1b[31m"],
    ["new", "--fact", "\x9b31m=x"], ["\x1b]0;x\x07[/]"],
], ids=ascii)  # fmt: skip
def test_a_command_says_nothing_that_acts_on_the_terminal(
    folder: Path, environment: dict[str, str], words: list[str]
) -> None:
    path = attack.session(folder)
    attack.broken(folder)
    takes_file = words[0] in ("check", "show", "history", "restore", "export")
    command: list[str | Path] = [PROGRAM, words[0], *([path] if takes_file else []), *words[1:]]
    with Terminal(
        command, environment={**environment, "GSEF_TUI_SESSIONS": str(folder)}, folder=folder
    ) as at:
        at.wait()
        sent = at.sent.decode()
    assert sent.strip()
    assert "Traceback" not in sent
    assert_only_ours(sent.replace("\t", ""))
    if words[0] in ("show", "list", "check"):
        assert "[@click=app.quit]" in sent.replace("\r\n", "")


def exported(path: Path, environment: Mapping[str, str], name: str) -> bytes:
    done = subprocess.run(
        [PROGRAM, "export", path, "-f", name, "-o", "-"],
        env=environment, capture_output=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    assert not CONTROL.search(done.stderr.decode().replace("\t", "")), done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["text", "markdown", "html", "json", "toml"])
def test_no_format_of_text_holds_what_acts(
    folder: Path, environment: dict[str, str], name: str
) -> None:
    data = exported(attack.session(folder), environment, name).decode()
    assert not CONTROL.search(data.replace("\t", ""))
    assert attack.MARK in data


class Links(html.parser.HTMLParser):
    """What a browser would carry out or fetch."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.goes: list[str] = []
        self.acts: list[str] = []
        self.words: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("href", "src", "action", "data", "xlink:href"):
                self.goes.append(value or "")
            if name.startswith("on"):
                self.acts.append(name)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def allowed(link: str) -> bool:
    """Whether a link goes to the web, to a mail address, or to a place in the document."""
    return link.startswith("#") or urlsplit(link).scheme in ("http", "https", "mailto")


def test_a_page_carries_nothing_out(folder: Path, environment: dict[str, str]) -> None:
    page = Links(exported(attack.session(folder), environment, "html").decode())
    assert not page.tags & {"script", "iframe", "object", "embed", "form", "base", "svg"}
    assert page.acts == []
    assert all(allowed(link) for link in page.goes), page.goes
    words = "".join(page.words)
    for text in ("<script>PWNED</script>", "[a](javascript:alert(1))", "![i](file:///etc/passwd)"):
        assert text in words


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_a_document_links_to_nothing_but_the_web(
    folder: Path, environment: dict[str, str], name: str
) -> None:
    document = zipfile.ZipFile(io.BytesIO(exported(attack.session(folder), environment, name)))
    words = []
    for part in document.namelist():
        assert ".." not in Path(part).parts
        assert not Path(part).is_absolute()
        if not part.endswith((".xml", ".rels")):
            continue
        for element in ElementTree.fromstring(document.read(part)).iter():
            words.append(element.text or "")
            tag = element.tag.rpartition("}")[2]
            assert tag not in ("script", "altChunk", "object", "event-listener")
            if tag == "instrText" or tag == "fldSimple":  # a field is carried out by Word
                field = element.text or element.attrib[f"{WORD}instr"]
                assert field.split()[0] in ("PAGE", "NUMPAGES", "TOC", "PAGEREF")
            for key, value in element.attrib.items():
                external = element.attrib.get("TargetMode") == "External"
                if key.endswith("}href") or (key == "Target" and external):
                    inside = value.startswith(("Pictures/", "#"))
                    assert inside or allowed(value), value
    assert "<script>PWNED</script>" in "".join(words)


def test_a_picture_from_elsewhere_is_left_out(
    folder: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """It is there, and can be read; it is not the session's."""
    from PIL import Image

    path = attack.session(folder)
    secret = (folder / attack.OUTSIDE).resolve()
    Image.new("RGB", (8, 8), "red").save(secret)
    (folder / path.stem).mkdir()
    os.symlink(secret, folder / path.stem / "link.png")
    text = path.read_text(encoding="utf-8").replace('/etc/passwd"\ncaption', 'link.png"\ncaption')
    path.write_text(text, encoding="utf-8")
    package = zipfile.ZipFile(io.BytesIO(exported(path, environment, "package")))
    assert not [part for part in package.namelist() if part.endswith(".png")]
    for name in ("docx", "odt"):
        document = zipfile.ZipFile(io.BytesIO(exported(path, environment, name)))
        assert not [part for part in document.namelist() if part.endswith((".png", ".jpeg"))]
    assert "<img" not in exported(path, environment, "html").decode()


def test_a_files_name_is_made_of_letters_digits_and_hyphens(
    folder: Path, environment: dict[str, str]
) -> None:
    for title in (attack.ALL, "../../x", "/etc/passwd", "CON", "..", "\x1b[31m", "-rf ~"):
        done = subprocess.run(
            [PROGRAM, "new", "--sessions", folder, f"--title={title}", "--date=2031-10-04"],
            env=environment, capture_output=True, check=True, timeout=PATIENCE,
        )  # fmt: skip
        made = Path(done.stdout.decode().removesuffix("\n"))
        assert made.parent == folder
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*\.toml", made.name), made.name
        assert len(os.fsencode(made.stem)) <= 80 + len("2031-10-04-")
