from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from gsef_tui.storage import pictures
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.pictures import attach, is_picture, picture_folder, resolve

PNG = b"\x89PNG\r\n\x1a\nfirst"
JPEG = b"\xff\xd8\xff\xe0jpeg"
MAC = "Screenshot 2026-05-12 at 8.41.07\u202fPM.png"


@pytest.fixture
def session(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions"
    folder.mkdir()
    return folder / "s.toml"


def picture(path: Path, data: bytes = PNG) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_the_folder_has_the_sessions_stem(session: Path) -> None:
    assert picture_folder(session) == session.parent / "s"


def test_a_picture_is_copied_beside_the_session(tmp_path: Path, session: Path) -> None:
    source = picture(tmp_path / "Galerie é.png")
    assert attach(session, str(source)) == "Galerie é.png"
    copy = picture_folder(session) / "Galerie é.png"
    assert copy.read_bytes() == PNG
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert source.is_file()


@pytest.mark.parametrize(
    "typed",
    [
        "{path}",
        "  {path}\n",
        "'{path}'",
        '"{path}"',
        "{escaped}",
        "file://{url}",
        "file://localhost{url}",
        "FILE:{url}",
        "~/{name}",
        "'~/{name}'",
        "../pics/{name}",
        "{plain}",
        "{plain_escaped}",
    ],
)
@pytest.mark.parametrize("name", ["a.png", "vue d'ensemble (1).png", MAC, "été 50% #1.png"])
def test_a_path_is_understood_however_it_is_typed(
    tmp_path: Path, session: Path, monkeypatch: pytest.MonkeyPatch, typed: str, name: str
) -> None:
    from urllib.parse import quote

    source = picture(tmp_path / "pics" / name)
    monkeypatch.setenv("HOME", str(source.parent))
    plain = str(source).replace("\u202f", " ")
    if typed == "'{path}'" and "'" in name:
        pytest.skip("a terminal writes this one otherwise")

    def escaped(path: str) -> str:
        return "".join(f"\\{c}" if c in " '()#%" else c for c in path)

    text = typed.format(
        path=source,
        escaped=escaped(str(source)),
        url=quote(str(source)),
        name=name,
        plain=plain,
        plain_escaped=escaped(plain),
    )
    assert attach(session, text) == name
    assert (picture_folder(session) / name).read_bytes() == PNG


def test_another_picture_of_the_name_gets_a_number(tmp_path: Path, session: Path) -> None:
    first = picture(tmp_path / "one" / "a.png")
    second = picture(tmp_path / "two" / "a.png", JPEG)
    assert attach(session, str(first)) == "a.png"
    assert attach(session, str(second)) == "a-2.png"
    assert attach(session, str(first)) == "a.png"
    assert attach(session, str(second)) == "a-2.png"
    assert len(list(picture_folder(session).iterdir())) == 2


def test_a_picture_that_is_there_is_not_copied(session: Path) -> None:
    picture(picture_folder(session) / "a.png")
    assert attach(session, "a.png") == "a.png"
    assert [entry.name for entry in picture_folder(session).iterdir()] == ["a.png"]


def test_a_hidden_picture_is_shown(tmp_path: Path, session: Path) -> None:
    assert attach(session, str(picture(tmp_path / ".a.png"))) == "a.png"
    assert attach(session, str(picture(tmp_path / ".png", JPEG))) == "png"


@pytest.mark.parametrize("typed", ["", " ", "gone.png", "'", "file://", "\\", "~nobody/x.png"])
def test_no_such_picture(session: Path, typed: str) -> None:
    with pytest.raises(UnreadableFile, match="there is no such picture: check the path"):
        attach(session, typed)
    assert not picture_folder(session).exists()


def test_what_is_no_picture_is_refused(tmp_path: Path, session: Path) -> None:
    with pytest.raises(UnreadableFile, match="not a picture"):
        attach(session, str(picture(tmp_path / "notes.png", b"text")))
    assert not picture_folder(session).exists()


def mpeg4(major: bytes, *others: bytes) -> bytes:
    """The beginning of a file in the container of MPEG-4."""
    brands = major + bytes(4) + b"".join(others)
    return (len(brands) + 8).to_bytes(4, "big") + b"ftyp" + brands + b"\0\0\0\x08meta" + bytes(64)


@pytest.mark.parametrize(
    "data",
    [
        mpeg4(b"heic", b"mif1", b"heic"),
        mpeg4(b"heix", b"mif1", b"MiHB", b"heix"),
        mpeg4(b"mif1", b"heic", b"miaf"),
        mpeg4(b"hevc", b"msf1", b"hevc"),
        mpeg4(b"MiHE", b"mif1", b"heis"),
    ],
    ids=["iPhone", "of more bits", "mif1 first", "several", "unknown first"],
)
@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "IMG_0042.JPG"])
def test_a_heic_photo_is_refused_with_what_to_do(
    tmp_path: Path, session: Path, data: bytes, name: str
) -> None:
    assert is_picture(data)
    source = picture(tmp_path / name, data)
    with pytest.raises(UnreadableFile) as caught:
        attach(session, str(source))
    assert str(caught.value) == (
        f"{source}: a HEIC photo, which a report cannot show: save it as JPEG and add that; on an "
        "iPhone, Settings > Camera > Formats > Most Compatible makes it take JPEG"
    )
    assert not picture_folder(session).exists()


@pytest.mark.parametrize("data", [mpeg4(b"avif", b"mif1"), mpeg4(b"mif1", b"miaf", b"avif")])
def test_avif_is_refused_where_pillow_cannot_read_it(
    tmp_path: Path, session: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    source = str(picture(tmp_path / "foto.png", data))
    assert is_picture(data)
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "reads_avif", lambda: False)
        with pytest.raises(UnreadableFile, match=r"an AVIF picture, .*: .* save it as JPEG or PNG"):
            attach(session, source)
        assert not picture_folder(session).exists()
    monkeypatch.setattr(pictures, "reads_avif", lambda: True)
    assert attach(session, source) == "foto.png"


@pytest.mark.parametrize("known", [True, False])
def test_pillow_says_whether_it_reads_avif(monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    from PIL import features

    monkeypatch.setattr(features, "modules", {"avif": ("json" if known else "no_such_module", "")})
    assert pictures.reads_avif() is known
    monkeypatch.setattr(features, "modules", {})  # an older Pillow
    assert pictures.reads_avif() is False


@pytest.mark.parametrize(
    "data", [mpeg4(b"isom", b"mp42"), mpeg4(b"qt  "), b"\0\0\0\x08ftyp", b"\0\0\0\x0cftyphei"]
)
def test_a_film_is_no_picture(data: bytes) -> None:
    assert not is_picture(data)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, session: Path) -> None:
    picture_folder(session).write_text("in the way")
    with pytest.raises(CannotWrite, match="the picture cannot be copied there: folder is gone"):
        attach(session, str(picture(tmp_path / "a.png")))


def test_a_picture_that_cannot_be_written_leaves_no_folder(
    tmp_path: Path, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty one would take the name from another session."""
    source = picture(tmp_path / "a.png")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(CannotWrite, match="the picture cannot be copied there: disk full"):
            attach(session, str(source))
    assert not picture_folder(session).exists()
    assert attach(session, str(source)) == "a.png"


def test_a_name_that_another_window_takes_meanwhile_is_not_written_over(
    tmp_path: Path, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = picture(tmp_path / "a.png")
    other = picture(picture_folder(session) / "other.png").rename(tmp_path / "other.png")
    other.write_bytes(other.read_bytes() + b"another")
    plain = os.link

    def link(source: Path, target: Path, **more: bool) -> None:
        monkeypatch.setattr(os, "link", plain)
        other.rename(target)
        plain(source, target, **more)

    monkeypatch.setattr(os, "link", link)
    assert attach(session, str(source)) == "a-2.png"
    assert (picture_folder(session) / "a.png").read_bytes().endswith(b"another")
    assert (picture_folder(session) / "a-2.png").read_bytes() == source.read_bytes()


def test_a_name_leads_to_a_plain_file_of_the_folder(session: Path) -> None:
    inside = picture(picture_folder(session) / "a.png")
    assert resolve(session, "a.png") == inside
    (inside.parent / "same.png").symlink_to("a.png")
    assert resolve(session, "same.png") == inside.parent / "same.png"


def test_no_name_leads_out_of_the_folder(tmp_path: Path, session: Path) -> None:
    outside = picture(tmp_path / "secret.png")
    folder = picture_folder(session)
    picture(folder / "a.png")
    (folder / "out.png").symlink_to(outside)
    (folder / "deep").mkdir()
    picture(folder / "deep" / "b.png")
    os.mkfifo(folder / "pipe.png")
    names = ["", ".", "..", "../s/a.png", "deep/b.png", str(outside), "out.png", "deep", "pipe.png"]
    for name in [*names, "gone.png", "a\0.png", "x" * 300]:
        assert resolve(session, name) is None, name


def test_a_folder_that_is_a_link_has_no_pictures(tmp_path: Path, session: Path) -> None:
    picture(tmp_path / "elsewhere" / "a.png")
    picture_folder(session).symlink_to(tmp_path / "elsewhere")
    assert resolve(session, "a.png") is None
