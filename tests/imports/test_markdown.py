"""Markdown of other hands: front matter, deep lists, footnotes, links by reference."""

from __future__ import annotations

from datetime import date

import pytest

from gsef_tui.imports.markdown import read_markdown

from .reading import read


def texts_of(text: str) -> list[str]:
    return [line.text for line in read_markdown(text.encode()) if line.text]


def test_front_matter_is_facts_where_its_keys_are_known() -> None:
    found = read(
        '---\ntitle: "Énergie : un"\nlang: fr\nday: 2026-05-12\ntags:\n  - eau\n  - bois\n---\n\n'
        "# Report\n\n## Participants\n",
        "a.md",
    )
    assert found.session.forum == {}
    assert found.session.facts == {"title": "Énergie : un", "date": date(2026, 5, 12)}
    assert found.session.text("unfiled") == "lang: fr\ntags: eau, bois"
    assert found.notes == ("not filed, in the front matter: “lang: fr tags: eau, bois”",)


def test_what_the_report_says_counts_before_its_front_matter() -> None:
    found = read("---\ntitle: Brouillon\n---\n\nTitre de la session : Énergie\n", "a.md").session
    assert found.facts["title"] == "Énergie"
    assert found.text("unfiled") == "facts.title : Brouillon"


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("---\nHello\n---\n\n# H\n", ["Hello", "H"]),
        ("---\ntitle: x\n\n# H\n", ["title: x", "H"]),
        ("text\n\n---\ntitle: x\n---\n", ["text", "title: x"]),
        ("---\r\ntitle: x\r\n---\r\ntext\r\n", ["title: x", "text"]),
    ],
)
def test_a_rule_is_no_front_matter(text: str, texts: list[str]) -> None:
    assert texts_of(text) == texts


def test_a_list_as_deep_as_anybody_writes_keeps_its_words() -> None:
    deep = "".join(f"{'  ' * n}- niveau{n}\n" for n in range(40))
    assert [text.split()[-1] for text in texts_of(deep)] == [f"niveau{n}" for n in range(40)]


def test_what_is_deeper_than_the_parser_goes_is_refused_not_lost() -> None:
    with pytest.raises(RecursionError):
        read_markdown(("> " * 300 + "x").encode())


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Un[^1].\n\n[^1]: Note.\n", ["Un[^1].", "[^1]: Note."]),
        ("[Ada]: oui\n", ["[Ada]: oui"]),
        ("voir [là][m]\n\n[m]: https://e.org/m\n", ["voir là (https://e.org/m)"]),
        ("[m]: https://e.org/m\n", ["[m]: https://e.org/m"]),
        ("<https://e.org/?a=(2)>\n", ["https://e.org/?a=(2)"]),
    ],
)
def test_footnotes_and_references_keep_their_words(text: str, texts: list[str]) -> None:
    assert texts_of(text) == texts


def test_a_footnote_is_no_picture() -> None:
    found = read(
        "Titre de la session : E\n\n## Participants\n\nAda Brook (Irlande)\n\n"
        "## Résumé des présentations\n\n### Ada Brook\n\nUn[^1].\n\n![logo](logo.png)\n\n"
        "[^1]: La note.\n",
        "a.md",
    ).session
    assert found.notes("presentations") == {"AB": "Un[^1].\n\n[^1]: La note."}
    assert [shot.file for shot in found.screenshots("screenshots").values()] == ["logo.png"]
