"""An outline with every block there is, and text that every format has to leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gsef_tui.report.blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
    Line,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Row,
    Span,
    Table,
)
from gsef_tui.report.outline import make_outline
from tests.report.golden_session import (
    LANGUAGES,
    golden_session,
    session_without_notes,
)

HOSTILE = "<script>alert(1)</script> [/] [red]x[/red] &amp; </p> \"q\" 'a' {x} **no** ]]> \\ --- #"
"""Markup of every kind, which is text when a person has typed it."""


ODF = {
    part: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for part, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("manifest", "manifest"),
        ("meta", "meta"),
    )
} | {"dc": "http://purl.org/dc/elements/1.1/", "xlink": "http://www.w3.org/1999/xlink"}


def odt_text(element: Element) -> str:
    """The text of an element of ODF, with the spaces, tabs and line ends that are elements in it;
    without the words of a picture."""
    text = element.text or ""
    if element.tag == f"{{{ODF['text']}}}s":
        text = " " * int(element.get(f"{{{ODF['text']}}}c", "1"))
    elif element.tag == f"{{{ODF['text']}}}tab":
        text = "\t"
    elif element.tag == f"{{{ODF['text']}}}line-break":
        text = "\n"
    elif element.tag == f"{{{ODF['draw']}}}frame":
        return ""
    return text + "".join(odt_text(child) + (child.tail or "") for child in element)


def line(text: str, *, bold: bool = False, italic: bool = False) -> Line:
    """A line of one span."""
    return (Span(text, bold, italic),)


def paragraph(*texts: str) -> Paragraph:
    """A paragraph of plain lines."""
    return Paragraph(tuple(line(text) for text in texts))


def nested() -> List:
    """A list three levels deep; an ordered one inside, whose numbers begin at 3 and skip 5."""
    numbers = (
        Item((paragraph("troisième étape"),), "3."),
        Item((paragraph("quatrième"), List((Item((paragraph("tout au fond"),)),))), "4."),
        Item((paragraph("sixième"),), "6)"),
    )
    return List(
        (
            Item((paragraph("Solutions publiques : soins accessibles", "et une deuxième ligne"),)),
            Item((paragraph("Étapes"), List(numbers, ordered=True)), "*"),
            Item((Quote((paragraph("cité dans une liste"),)),)),
        )
    )


def blocks() -> tuple[tuple[str, Block], ...]:
    """Every block with its place."""
    mixed = (Span("La "), Span("Ville", bold=True), Span(" et "), Span("l'ESS", italic=True))
    both = Paragraph((mixed, (), (Span("les deux", True, True), Span(" : 김민수 서울"))))
    return (
        (
            "facts",
            Table((Row("Titre", "L'économie sociale"), Row("Langue", ""), Row("H", HOSTILE))),
        ),
        ("participants", Heading(2, "Participants")),
        ("participants", Heading(3, "Intervenant(e)s")),
        ("participants.KO", paragraph("Kévin Ossane, Jeunes Engagés (Togo)")),
        ("presentations", Heading(2, "Résumé des présentations")),
        ("presentations.KO", Heading(3, "Kévin Ossane")),
        ("presentations.KO", both),
        ("presentations.KO", nested()),
        ("presentations.KO", paragraph("    quatre espaces", "# dièse", HOSTILE)),
        ("presentations.KO", Quote((paragraph("une citation", "sur deux lignes"), nested()))),
        ("answers", Heading(2, "Réponses")),
        ("answers.KO", Entry("Nom complet", (Paragraph((line("Kévin", bold=True),)),), 1)),
        ("answers.KO", Entry("Pays", (paragraph("Togo"),))),
        ("answers.KO", Entry("Réponse", (paragraph("premier"), nested(), paragraph("dernier")))),
        ("answers.BA", Entry("Nom complet", (paragraph("Béatrice"),), 2)),
        ("answers.BA", Entry("Réponse")),
        ("exchanges", Heading(2, "Questions du public")),
        ("exchanges.q1", Entry("Question", (paragraph("Et les coûts ?", "Qui paie ?"),))),
        ("exchanges.q1.KO", Entry("Réponse", (paragraph("La région."),))),
        ("exchanges.q2", Entry("Question", (paragraph("Et après ?"),))),
        ("exchanges.q2", Entry("Réponse")),
        ("screenshots", Heading(2, "Screenshots")),
        ("screenshots", Hint("(preferably gallery view)")),
        ("screenshots.s1", Picture("gallery.png", "Tout le monde", "Six visages")),
        ("screenshots.s2", Picture("lost.png", "Perdue")),
        ("unlabelled", paragraph("la fin")),
    )


def outline(language: str = "fr", *more: tuple[str, Block]) -> Outline:
    """The outline with every block, and ``more`` after it."""
    placed = (*blocks(), *more)
    return Outline(
        language=language,
        header=("Vers une économie verte", "Forum virtuel", "4-8 octobre 2021"),
        title="Report",
        name="L'économie sociale",
        blocks=tuple(block for _, block in placed),
        places=tuple(place for place, _ in placed),
    )


def printed_reports() -> list[Outline]:
    """What a format is held against: every block, and the golden session in every language."""
    reports = [make_outline(golden_session(language)) for language in LANGUAGES]
    blank = make_outline(session_without_notes(), blank=True)
    return [outline(), *reports, blank]


def texts(printed: Outline) -> Iterator[str]:
    """Every text of an outline, in the order in which a format has to print it."""
    yield from printed.header
    yield printed.title
    for block in printed.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Hint(text=text):
            yield text
        case Paragraph(lines=lines):
            yield from (span.text for spans in lines for span in spans if span.text)
        case Entry(label=label, blocks=inner):
            yield label
            for each in inner:
                yield from _texts(each)
        case Quote(blocks=inner):
            for each in inner:
                yield from _texts(each)
        case List(items=items):
            for item in items:
                for each in item.blocks:
                    yield from _texts(each)
        case Table(rows=rows):
            yield from (text for row in rows for text in (row.label, row.value) if text)
        case Picture(caption=caption):
            yield caption
