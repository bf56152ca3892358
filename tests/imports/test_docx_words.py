"""Every word of a Word document is read once, however Word nests what it stands in."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from gsef_tui.imports import read_report
from gsef_tui.imports.file_formats import read_lines
from gsef_tui.storage.encode import encode

from .reading import TEMPLATES
from .word_documents import Parts, documents, docx_of, paragraph


def words(xml: str) -> list[str]:
    return re.findall(r"kept\d+", xml)


@pytest.mark.slow
@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(documents)
def test_each_word_is_read_once(parts: Parts) -> None:
    lines = read_lines(docx_of(parts._replace(body=paragraph("un") + parts.body)), "a.docx")
    read = "\n".join("\n".join((line.text, line.caption, line.alt)) for line in lines)
    assert sorted(words(read)) == sorted(words(parts.body + parts.footnotes))
    assert "gone" not in read


LABELS = ("Participants", "Résumé des présentations", "Réponses à la question principale")


@pytest.mark.slow
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(documents)
def test_each_word_is_in_the_session_or_in_a_sentence(parts: Parts) -> None:
    for label in LABELS:
        body = paragraph("Titre de la session : Essai") + paragraph(label, "H1") + parts.body
        found = read_report(docx_of(parts._replace(body=body)), "a.docx", TEMPLATES)
        kept = encode(found.session).decode() + "\n".join(found.notes)
        assert set(words(parts.body + parts.footnotes)) <= set(words(kept))
        assert "gone" not in kept
