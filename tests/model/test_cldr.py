from __future__ import annotations

import pytest

from gsef_tui.model import cldr
from gsef_tui.model.cldr import code_of, is_country, translate
from gsef_tui.model.folding import fold


@pytest.mark.parametrize(
    ("name", "kind", "language", "printed"),
    [
        ("Morocco", "territories", "fr", "Maroc"),
        ("maroc ", "territories", "ko", "모로코"),
        ("Cote d'Ivoire", "territories", "fr", "Côte d’Ivoire"),
        ("한국어", "languages", "es", "Coreano"),
        ("français", "languages", "fr", "Français"),
        ("Wolof", "languages", "en", "Wolof"),
        ("Utopia", "territories", "fr", "Utopia"),
        ("Maroc", "territories", "tlh", "Maroc"),
        ("Maroc", "territories", "../fr", "Maroc"),
        ("Maroc", "territories", "", "Maroc"),
        ("", "territories", "fr", ""),
    ],
)
def test_a_name_is_said_in_another_language(
    name: str, kind: str, language: str, printed: str
) -> None:
    assert translate(name, kind, language) == printed


def test_a_country_is_known_in_each_language_and_the_world_is_none() -> None:
    for name in (
        "Togo",
        "Corée du Sud",
        "South Korea",
        "대한민국",
        "España",
        "Etats Unis",
        "Corée",
    ):
        assert is_country(name), name
    for name in ("World", "Afrique", "Québec", "", "001"):
        assert not is_country(name), name


def test_what_is_compared_has_no_accents_and_no_case() -> None:
    assert fold("  Côte d’IVOIRE ") == "cote d'ivoire"
    assert code_of("cote d'ivoire", "territories") == "CI"


def test_no_table_is_read_for_an_empty_name() -> None:
    cldr._names.cache_clear()
    cldr._codes.cache_clear()
    assert code_of(" ", "languages") == ""
    assert cldr._names.cache_info().currsize == 0
    assert code_of("français", "languages") == "fr"
