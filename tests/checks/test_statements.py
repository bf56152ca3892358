"""What can be verified in a line, in four languages, and what is the rapporteur's own sign."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.checks.statements import statements

TABLE = [
    ("via 6 organisations (total : 4% - 8% du PIB)", "figure 6|percentage 4%|percentage 8%"),
    ("facture : − 31 %, ≈ 14-16 %", "percentage − 31 %|percentage ≈ 14-16 %"),
    ("12,5 pour cent, 30 per cent", "percentage 12,5 pour cent|percentage 30 per cent"),
    ("5 por ciento, 30퍼센트", "percentage 5 por ciento|percentage 30퍼센트"),
    ("la 3^e phase, la 1re année, the 2nd", "figure 3^e|figure 1re|figure 2nd"),
    ("1/2 habitants, 2/3 des voix", "figure 1/2|figure 2/3"),
    ("4 200 hab, 1\u202f900 membres, 12.500 personas",
     "figure 4 200|figure 1\u202f900|figure 12.500"),
    ("25 ans, 30kg, 120명, 3개 도시, 500 kWh, 8 h/jour",
     "figure 25|figure 30kg|figure 120명|figure 3개|figure 500 kWh|figure 8 h"),
    ("3 millions d'habitants, 2만 명", "figure 3 millions|figure 2만 명"),
    ("-3 points, +2 points, un-3", "figure -3|figure +2|figure 3"),
    ("65 €, 20 k€, 3 M€, $2.5 billion, US$ 300, €5m",
     "sum 65 €|sum 20 k€|sum 3 M€|sum $2.5 billion|sum US$ 300|sum €5"),
    ("100 000 wons, 25 000 FCFA, 500 F CFA, 12 milliards de FCFA",
     "sum 100 000 wons|sum 25 000 FCFA|sum 500 F CFA|sum 12 milliards de FCFA"),
    ("3억 원, 100만 원, 3억 5천만 원, ₩1,000,000, 5,000원",
     "sum 3억 원|sum 100만 원|sum 3억 5천만 원|sum ₩1,000,000|sum 5,000원"),
    ("1,5 million d'euros, 3 millones de euros, 10 dollars",
     "sum 1,5 million d'euros|sum 3 millones de euros|sum 10 dollars"),
    ("de 10 à 20 €, 10-20 €", "figure 10|sum 20 €|sum 10-20 €"),
    ("le 4 octobre 2021, 1er mai, du 4 au 8 octobre",
     "date 4 octobre 2021|date 1er mai|date 4 au 8 octobre"),
    ("October 4, 2021, 2nd of May 2011, July 2014",
     "date October 4, 2021|date 2nd of May 2011|date July 2014"),
    ("el 5 de mayo de 2011, 4-8 octubre 2020", "date 5 de mayo de 2011|date 4-8 octubre 2020"),
    ("2021년 10월 4일, 10월 4일, 2021년", "date 2021년 10월 4일|date 10월 4일|date 2021년"),
    ("2021-10-04, 04/10/2021, à 20h30, 8:30 pause",
     "date 2021-10-04|date 04/10/2021|date 20h30|date 8:30"),
    ("depuis 2009 ; 2019-2023 ; 2021/22", "date 2009|date 2019-2023|date 2021/22"),
    ("2000 habitants, en 2000 villes, 2000 €", "figure 2000|date 2000|sum 2000 €"),
    ("I may 2 times", "figure 2"),
    ("loi n° 2014-856 du 31 juillet 2014", "law loi n° 2014-856|date 31 juillet 2014"),
    ("la loi du 31 juillet 2014, la loi ESS de 2014",
     "law loi du 31 juillet 2014|law loi ESS de 2014"),
    ("Act No. 17, Ley 5/2011, directive 2014/24/UE, article 5",
     "law Act No. 17|law Ley 5/2011|law directive 2014/24|law article 5"),
    ("제12조, 법률 제12조의2", "law 제12조|law 제12조의2"),
    ("n° 2014-856 et le n° 5", "law n° 2014-856|figure 5"),
    ("contact@mairie.fr, https://gsef-net.org/a?b=1.",
     "address contact@mairie.fr|address https://gsef-net.org/a?b=1"),
    ("(www.rtes.fr) gsef.org, demain.La suite", "address www.rtes.fr|address gsef.org"),
    ("01 23 45 67 89, +33 1 23 45 67 89, 02-123-4567, 514-555-1234",
     "phone 01 23 45 67 89|phone +33 1 23 45 67 89|phone 02-123-4567|phone 514-555-1234"),
    ("100 000 000 000 de francs", "sum 100 000 000 000 de francs"),
    ("[20:47] Deux fermes, @@20:48, [25:99]", "figure 25|figure 99"),
    ("1. premier, 2 toits", "figure 2"),
    ("  - 2) deux", ""),
    ("> 12. Douze", ""),
    ("2009. Création", "date 2009"),
    ("CO2, H2O, G7, COP21, Q1, X2, covid19", ""),
    ("rien du tout", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "found"), TABLE, ids=[line for line, _ in TABLE])
def test_what_can_be_verified(line: str, found: str) -> None:
    assert "|".join(f"{s.kind} {line[s.start : s.end]}" for s in statements(line)) == found


PIECES = (
    "2014", "1 000", "€", "$", "%", "loi n° ", "제", "조", "억", " mai ", "+33", "[20:47]", "@@",
    "a@b.fr", "www.", "http://", "-", "/", ".", ",", " ", "1",
)  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
LINES = st.lists(st.one_of(st.sampled_from(PIECES), LETTERS), max_size=15).map("".join)


@given(LINES)
def test_any_line_is_read_in_order_and_every_number_in_it_is_told(line: str) -> None:
    found = statements(line)
    assert list(found) == sorted(found)
    for one, other in pairwise(found):
        assert one.end <= other.start
    for statement in found:
        assert 0 <= statement.start < statement.end <= len(line)
        assert line[statement.start : statement.end].strip()


@pytest.mark.parametrize(
    "piece",
    ["1", "1 000 ", "0 0", "0-", "loi n° ", "12 mai ", "3억 5천만 ", "$", "1-", "1/", "a@", "www.",
     "http://", "a.b", "+", "(", "제1조", "1.", "@@", "[20:47]", "May "],
)  # fmt: skip
def test_the_work_grows_with_the_line_and_no_faster(piece: str) -> None:
    """Were it quadratic, these would take minutes."""
    assert len(statements(piece * (19_000 // len(piece)))) < 19_000
