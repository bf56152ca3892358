"""Characters that no font has, as fontconfig tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.report import glyphs


@pytest.fixture
def fontconfig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two fonts: ASCII letters and some Hangul. A folder besides has one with an arrow."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, said in (("fc-list", "20-7e e9\\nac00-ac10\\n"), ("fc-scan", "2192\\n")):
        (programs / name).write_text(f"#!/bin/sh\nprintf '{said}'\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    return programs


def test_what_no_font_has_is_named_once_and_in_order(fontconfig: Path) -> None:
    assert glyphs.missing({"a": ["é 가→", {"b": "힣 → x"}], "n": 3}) == ["→", "힣"]


def test_fonts_of_another_folder_count_too(fontconfig: Path, tmp_path: Path) -> None:
    assert glyphs.missing(["가→힣"], tmp_path) == ["힣"]
    assert glyphs.missing(["가→힣"], tmp_path / "none") == ["→", "힣"]


def test_what_has_no_shape_is_missed_by_nobody(fontconfig: Path) -> None:
    assert glyphs.missing(["a\u00a0\u202fb\u200d\ufe0f\u00ad\n\t\U000e0100"]) == []


@pytest.mark.parametrize("says", ["", "exit 1", "printf 'no such-thing zz'"])
def test_without_fontconfig_nothing_is_said(fontconfig: Path, says: str) -> None:
    (fontconfig / "fc-list").write_text(f"#!/bin/sh\n{says}\n")
    assert glyphs.missing(["힣"]) == []
    (fontconfig / "fc-list").unlink()
    assert glyphs.missing(["힣"]) == []


def test_many_are_counted() -> None:
    said = glyphs.sentence([chr(code) for code in range(0xAC00, 0xAC00 + 23)])
    assert "가 (U+AC00) 각 (U+AC01)" in said
    assert said.count("U+") == 20
    assert " and 3 more: empty boxes" in said
