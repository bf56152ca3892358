"""The encodings of texts and pages: tried in order, and every guess is said."""

from __future__ import annotations

import pytest

from gsef_tui.imports import read_report
from gsef_tui.imports.file_formats import read_source
from gsef_tui.imports.plain import decoded

from .reading import TEMPLATES

WESTERN = (
    "it is not UTF-8: read as Western European (windows-1252) (a guess): "
    "if letters are wrong, save it as UTF-8 and import that"
)
KOREAN = WESTERN.replace("Western European (windows-1252)", "Korean (cp949)")


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("Durée".encode(), "Durée", ""),
        ("Durée : 12 €".encode("cp1252"), "Durée : 12 €", WESTERN),
        ("세션 제목: 협동조합".encode("cp949"), "세션 제목: 협동조합", KOREAN),
        ("협동조합".encode("cp949") + b" \xff", "협동조합 �", KOREAN),
        ("제목: 한국\n".encode("utf-16-le"), "제목: 한국\n", "it names no encoding: read as UTF-16 "
         "(a guess)"),
        ("Résumé: un\n".encode("utf-16-be"), "Résumé: un\n", "it names no encoding: read as UTF-16 "
         "(a guess)"),
        ("Résumé".encode("utf-32"), "Résumé", ""),
        ("Zoé\nété ".encode() + b"\xff", "Zoé\nété �", "line 2: a byte that is not UTF-8 is read "
         "as �"),
        ("ééé ééé ".encode() + b"\xff\xfe", "ééé ééé ��", "line 1 and on: 2 bytes that are not "
         "UTF-8 are read as �"),
        ("été �".encode(), "été �", ""),
    ],
)  # fmt: skip
def test_a_text_is_decoded_and_a_guess_is_said(data: bytes, text: str, note: str) -> None:
    assert decoded(data) == (text, note)


@pytest.mark.parametrize(
    ("encoding", "declared", "text", "said"),
    [
        ("cp1252", "iso-8859-1", "12 € d’abord…", False),
        ("cp949", "ks_c_5601-1987", "김하늘", False),
        ("cp949", "EUC-KR", "똠방각하", False),
        ("cp932", "Shift_JIS", "日本語", False),
        ("utf-8", "iso-8859-1", "été déjà", False),
        ("utf-8", "utf-16", "été", False),
        ("cp1252", "utf-8", "déjà", True),
        ("cp1252", "x-nothing", "déjà", True),
        ("cp1252", "hex", "déjà", True),
    ],
)
def test_a_page_is_read_as_it_declares_and_browsers_mean(
    encoding: str, declared: str, text: str, said: bool
) -> None:
    page = f'<html><meta http-equiv=Content-Type content="text/html; charset={declared}"><p>{text}'
    source = read_source(page.encode(encoding), "a.html")
    assert [line.text for line in source.lines] == [text]
    assert source.notes == ((WESTERN,) if said else ())


def test_what_is_said_of_an_encoding_reaches_the_user() -> None:
    report = "Titre de la session : Été\n".encode("cp1252")
    assert read_report(report, "a.txt", TEMPLATES).notes == (WESTERN,)
