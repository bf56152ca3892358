"""Readers of what people said: presentations, answers, public questions, the closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gsef_tui.model.edits import new_entries
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.places import Place
from gsef_tui.model.session import NOBODY, Exchange
from gsef_tui.model.template import Section

from .columns import ANSWER, ASKED_BY, COUNTRY, NAME, ORGANISATION, QUESTION, TableHead
from .draft import Draft
from .labels import LabelIndex, LabelMatch, head_of
from .note_text import note_text, without_hints
from .present import Keyed
from .source_lines import SourceLine
from .speakers import Speaker, Way, by_person, is_head, known_code, speaker

HEAD_OF_ANSWERS = TableHead(NAME, frozenset((ANSWER, ORGANISATION, COUNTRY)))
HEAD_OF_EXCHANGES = TableHead(QUESTION, frozenset((ANSWER, ASKED_BY, NAME)))

_WORD_AND_NAME = lazy_pattern(r"(.*?)\s*[(（](.+)[)）]")


def fill_notes(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill a note for each person under their name; the lines before the first belong to nobody."""
    _put_blocks(draft, section, by_person(draft, index, section, without_hints(index, lines)))


def fill_closing(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill the conclusion, then each speaker's remark, which is under or beside their name."""
    lines = without_hints(index, lines)
    known = (index.word(section, head_of(line.text).label) for line in lines)
    headings = [n for n, found in enumerate(known) if found and found.word == "remarks"]
    at = headings[0] if headings else len(lines)
    for part, dense in ((lines[:at], False), (lines[at + 1 :], True)):
        blocks = by_person(draft, index, section, part, dense=dense)
        _put_blocks(draft, section, (("" if c == NOBODY else c, block) for c, block in blocks))


def _put_blocks(
    draft: Draft, section: Section, blocks: Iterable[tuple[str | None, list[SourceLine]]]
) -> None:
    """Write each speaker's lines; those below a heading that is no name are not filed."""
    for code, block in blocks:
        text = note_text(block)
        if code is None:
            draft.unfile(text, f"“{block[0].text}” is no participant")
        else:
            draft.write(Place(section.id, code), text)


def fill_answers(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill answers by their labels: a name begins an answer, the answer's label its text."""
    answers = _Answers(draft, index, section)
    lines = without_hints(index, lines)
    for at in range(len(lines)):
        answers.read(lines, at)
    for code, block in answers.texts.items():
        draft.write(Place(section.id, code), note_text(block))


class _Answers:
    """The answers of a section, by the code of who gave them; ``here`` is who is speaking."""

    def __init__(self, draft: Draft, index: LabelIndex, section: Section) -> None:
        self.texts: dict[str, list[SourceLine]] = {}
        self._draft = draft
        self._index = index
        self._section = section
        self._here = Speaker(draft.owner, way=Way.NONE if draft.owner == NOBODY else Way.HEADING)
        self._word = "answer"
        self._is_begun = False

    def read(self, lines: Sequence[SourceLine], at: int) -> None:
        """Read one of the lines."""
        line = lines[at]
        if is_head(self._draft, self._index, self._section, lines, at, self._here):
            return
        if line.columns:
            self._read_columns(line)
            return
        head, said = head_of(line.text), head_of(line.plain).rest
        known = self._index.word(self._section, head.label) if head.colon or line.level else None
        if known and known.word == "name":
            self._name(said)
            self._word, self._is_begun = "name", False
        elif known and known.word in ("organisation", "country") and not self._is_begun:
            self._word = known.word
            self._beside(said)
        elif known and known.word == "answer" and not self._is_begun:
            self._begin(self._here, head.rest)
        elif not known and self._word != "name" and self._speaker(lines, at):
            return
        elif self._word != "answer" and line.text.strip():
            self._value_below(line.plain.strip())
        else:
            self.texts.setdefault(self._code, []).append(line)

    @property
    def _code(self) -> str:
        return self._here.code or NOBODY

    def _speaker(self, lines: Sequence[SourceLine], at: int) -> bool:
        """Return whether a name begins a line, and let that person speak if so."""
        spoken = speaker(self._draft, lines, at, self._here)
        if spoken is None or spoken.code is None:
            return False
        self._begin(spoken, spoken.rest)
        return True

    def _begin(self, spoken: Speaker, rest: str) -> None:
        self._here = spoken
        self._word, self._is_begun = "answer", True
        self.texts.setdefault(self._code, []).extend([SourceLine(""), SourceLine(rest)])

    def _name(self, name: str) -> None:
        """Let the person with a name speak; an unknown one is added to the participants."""
        known = known_code(self._draft, name) if name else None
        code = known[0] if known else self._draft.code_for(name, add=True)
        self._here = Speaker(code or NOBODY, way=Way.LINE)
        if known and known[1]:
            self.texts.setdefault(self._code, []).append(SourceLine(known[1]))

    def _value_below(self, text: str) -> None:
        """File a value that stands on the line below its label."""
        if self._word == "name":
            before = self._here
            self._name(text)
            self._here = self._here if self._code != NOBODY else before
        else:
            self._beside(text)

    def _beside(self, text: str) -> None:
        if self._word == "organisation":
            self._draft.organisation(self._code, text)
        elif self._word == "country":
            self._draft.country(self._code, text)

    def _read_columns(self, line: SourceLine) -> None:
        """Read a row whose columns are known; below an empty name the last person goes on."""
        found = line.by_column
        plain = {column: line.plain_of(column) for column in found}
        if name := plain.get("name", "").strip():
            self._name(name)
        for self._word in ("organisation", "country"):
            self._beside(plain.get(self._word, ""))
        self._begin(Speaker(self._code, way=Way.ROW), found.get("answer", ""))


def fill_exchanges(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill questions with their answers; the empty pairs of a blank form are left out."""
    exchanges = _Exchanges(draft, index, section)
    for line in without_hints(index, lines):
        exchanges.read(line)
    exchanges.write()


class _Exchanges:
    """The exchanges of a section: a text for each entry and part, where a part is whose it is."""

    def __init__(self, draft: Draft, index: LabelIndex, section: Section) -> None:
        self._draft = draft
        self._index = index
        self._section = section
        self._entry, self._part = "", ""
        self._number = 0
        self._texts: dict[tuple[str, str], list[SourceLine]] = {}

    def read(self, line: SourceLine) -> None:
        """Read a line."""
        if line.columns:
            self._read_columns(line)
            return
        head, plain = head_of(line.text), head_of(line.plain)
        named = _WORD_AND_NAME.fullmatch(plain.label) if head.colon else None
        known = self._index.word(self._section, head.label) if head.colon else None
        inside = self._index.word(self._section, named[1]) if known is None and named else None
        if found := known or inside:
            self._begin(found, named[2] if inside and named else "")
            rest = plain.rest if self._part == "asked_by" else head.rest
            self._add(SourceLine(""), SourceLine(rest))
        else:
            self._add(SourceLine(line.plain) if self._part == "asked_by" else line)

    def _begin(self, found: LabelMatch, name: str) -> None:
        """Begin a question, who asked it, or an answer of the person with this name."""
        if found.word == "question" or not self._entry:
            self._number += 1
            self._entry, self._part = str(self._number), ""
        if found.word == "asked_by":
            self._part = "asked_by"
        elif found.word == "answer":
            self._part = (self._draft.code_for(name, add=True) if name else "") or self._answerer

    @property
    def _answerer(self) -> str:
        """The code of whoever answers where no name stands: the one whom the report is about."""
        return self._draft.owner

    def _add(self, *lines: SourceLine) -> None:
        self._texts.setdefault((self._entry, self._part), []).extend(lines)

    def _read_columns(self, line: SourceLine) -> None:
        """Read a row whose columns are known; below an empty question the last one goes on."""
        found = line.by_column
        if found.get("question") or not self._entry:
            self._number += 1
            self._entry = str(self._number)
        name = " ".join(line.plain_of("name").split())
        code = self._draft.code_for(name, add=True) if name else None
        for part, text in (
            ("", found.get("question", "")),
            ("asked_by", line.plain_of("asked_by")),
            (code or self._answerer, found.get("answer", "")),
        ):
            self._part = part
            self._add(SourceLine(""), SourceLine(text))

    def write(self) -> None:
        """Write the exchanges to the draft; one that the session holds gets what is new."""
        written = {
            key: text for key, lines in self._texts.items() if (text := note_text(lines)).strip()
        }
        ids = self._ids(written)
        for (entry, part), text in written.items():
            if not entry:
                self._draft.unfile(text, "no public question stands over it")
                continue
            if part == "asked_by":
                text = self._draft.code_for(text, parts=False) or text.strip()
            self._draft.write(Place(self._section.id, ids[entry], part), text)

    def _ids(self, written: Mapping[tuple[str, str], str]) -> dict[str, str]:
        """Return the id of each entry: that of an exchange with the same question, or a new one."""
        there = Keyed()
        for key, exchange in self._draft.before.exchanges(self._section.id).items():
            if isinstance(exchange, Exchange):
                there.add(key, exchange.question)
                if not exchange.question.strip():
                    for answer in exchange.answers.values():
                        there.add(key, answer)
        ids: dict[str, str] = {}
        for entry in dict.fromkeys(entry for entry, _ in written if entry):
            question = written.get((entry, ""), "")
            answers = [text for (of, part), text in written.items() if of == entry and part]
            if known := there.take(*([question] if question else answers)):
                ids[entry] = known
        new = [e for e in dict.fromkeys(entry for entry, _ in written if entry) if e not in ids]
        self._draft.session, made = new_entries(self._draft.session, self._section.id, len(new))
        return ids | dict(zip(new, made, strict=True))
