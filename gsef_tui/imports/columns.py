"""What the head of a table says of its columns: names, organisations, answers.

A template's own words count first. A table that somebody made for themselves has heads like *Nom*
and *Pays*, which no template lists: those are known here in the languages of the program.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gsef_tui.model.template import Section

from .labels import LabelIndex, key_of

NAME, ORGANISATION, COUNTRY, POSITION, ROLE = "name", "organisation", "country", "position", "role"
QUESTION, ANSWER, ASKED_BY = "question", "answer", "asked_by"

_COMMON = {
    NAME: "nom|noms|nom complet|nom et prénom|prénom et nom|participant|participants|personne|name"
    "|names|full name|person|who|nombre|nombres|nombre completo|nombre y apellidos|persona|이름"
    "|성명|성함|참가자",
    ORGANISATION: "organisation|organisations|organisme|structure|institution|affiliation"
    "|organization|organización|institución|entidad|afiliación|소속|기관|단체|소속기관",
    COUNTRY: "pays|country|país|국가|나라",
    POSITION: "fonction|poste|titre|position|job title|title|cargo|función|puesto|직위|직책|직함",
    ROLE: "rôle|role|rol|papel|역할",
    QUESTION: "question|questions|pregunta|preguntas|질문",
    ANSWER: "réponse|réponses|answer|answers|respuesta|respuestas|답변|응답|대답",
    ASKED_BY: "posée par|auteur|asked by|by|formulada por|질문자",
}
_LONGEST = 60
_KNOWN = {key_of(word): column for column, words in _COMMON.items() for word in words.split("|")}


class TableHead(Struct, frozen=True):
    """The head that a table in a section may have.

    ``first`` is the column that it must have, ``others`` those of which it must have one. ``open``:
    it may have columns that mean nothing here.
    """

    first: str
    others: frozenset[str]
    open: bool = False


HEAD_OF_PEOPLE = TableHead(NAME, frozenset((ORGANISATION, COUNTRY, POSITION, ROLE)), open=True)


def columns_of(
    index: LabelIndex, section: Section | None, head: TableHead | None, cells: Sequence[str]
) -> tuple[str, ...] | None:
    """Return what each column is if these cells are the head of a table in a section, else None.

    ``head`` is the head that such a table has. A column that means nothing here is ``""``.
    """
    is_short = all(len(cell) <= _LONGEST for cell in cells)
    if head is None or not is_short or len([cell for cell in cells if cell]) < 2:
        return None
    found = [_column(index, section, cell) for cell in cells]
    columns = tuple(c if c == head.first or c in head.others else "" for c in found)
    is_complete = head.first in columns and bool(head.others.intersection(columns))
    is_whole = head.open or all(found)
    return columns if is_complete and is_whole else None


def is_head_of_names(index: LabelIndex, section: Section, cell: str) -> bool:
    """Return whether a cell heads a column of names: a word for a name, or of a role."""
    return _column(index, section, cell) == NAME


def _column(index: LabelIndex, section: Section | None, cell: str) -> str:
    key = key_of(cell)
    if not key:
        return ""
    if section is not None and (word := index.word(section, cell)):
        return word.word
    if index.role(cell, loosely=True):
        return NAME
    return _KNOWN.get(key, "")
