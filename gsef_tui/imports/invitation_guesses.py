"""What a mail says without a label: the type of the session, its language, its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gsef_tui.model.cldr import LANGUAGES, code_of, language_name
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.template import Field, FieldType

from .invitation_draft import IN_QUOTES, LANGUAGE_CODES, Doubt, InvitationDraft, MailLine, unquoted
from .invitation_words import InvitationLabels, Topic, is_closing, is_greeting
from .labels import key_of, without_marker

_CODES = lazy_pattern(r"\b[A-Z]{2}\b")
_SUBJECT_PREFIX = lazy_pattern(r"(?:(?:re|fwd?|tr|rv|회신|전달)\s*:\s*)+", re.IGNORECASE)
_IN_LANGUAGE = lazy_pattern(r"\b(?:en|in)\s+([^\W\d_]{4,})|([가-힣]{1,4}어)로", re.IGNORECASE)
_LONGEST_TITLE = 200
_GENERIC = frozenset(("session", "sesion", "seance", "세션"))


class Guesses:
    """Reads lines without labels into a draft."""

    def __init__(self, draft: InvitationDraft, labels: InvitationLabels) -> None:
        self._draft = draft
        self._labels = labels
        self._behind_type: MailLine | None = None

    def read_type(self, line: MailLine) -> bool:
        """Read the choice with which a line begins: ``Session auto-organisée (FR)``."""
        text = without_marker(line.text)
        for field in self._draft.template.facts:
            for choice in field.choices:
                for name in (choice.id, *choice.labels.values()):
                    at = _begins_with(text, name)
                    if not at or self._draft.has(field):
                        continue
                    rest = text[at:].strip(" \u00a0:–—-.,]】/|")
                    line.left = rest
                    name = choice.labels.get(self._draft.session.language) or name
                    self._draft.put(self._draft.place(field), name, line)
                    if unquoted(rest) != rest:
                        self._draft.set_fact("title", unquoted(rest), line)
                    else:
                        line.left = self._take_codes(rest, line)
                        self._behind_type = line if line.left == rest else None
                    return True
        return False

    def _take_codes(self, text: str, line: MailLine) -> str:
        """Take the first language of ``(FR, interprétation KO/ES)``; return the other words."""
        field = self._draft.template.fact("spoken")
        found = _CODES.search(text)
        head = re.match(r"\W*(?:en|in|in the|langue|language)?\s*([^\W\d_]+)", text)
        if field is None or self._draft.has(field):
            return text
        if found and found.start() <= 2 and found[0].lower() in LANGUAGE_CODES:
            code, end = found[0].lower(), found.end()
        elif head and (code := code_of(head[1], "languages", LANGUAGES)):
            end = head.end()
        else:
            return text
        self._draft.put(
            self._draft.place(field), language_name(code, self._draft.session.language), line
        )
        return text[end:].strip(" ,;()")

    def set_field(self, field: Field | None, text: str, line: MailLine) -> None:
        """Put the text of a labelled line into its fact; of a choice, the words that name it."""
        if field is None or field.type not in (FieldType.TEXT, FieldType.CHOICE):
            return
        if field.choices:
            whole = line.left
            line.left, line.text = text, text
            if not self.read_type(line) and self._draft.put(self._draft.place(field), text, line):
                line.left = ""
            elif line.left == text:
                line.left = whole
        elif self._draft.put(self._draft.place(field), text, line):
            line.left = ""

    def guess_from_sentences(self, lines: Sequence[MailLine]) -> None:
        """Take the type and the language that sentences mention; the sentences stay."""
        for line in lines:
            if line.left != line.text or IN_QUOTES.fullmatch(line.text.strip()):
                continue
            text = f" {key_of(IN_QUOTES.sub(' ', line.text))} "
            for field in self._draft.template.facts:
                for choice in field.choices:
                    names = (choice.id, *choice.labels.values())
                    if any(f" {_core(name)} " in text for name in names):
                        name = choice.labels.get(self._draft.session.language) or names[0]
                        if not self._draft.has(field):
                            self._draft.put(self._draft.place(field), name, line, Doubt.NOT_SAID)
            spoken = self._draft.template.fact("spoken")
            if spoken is None or self._draft.has(spoken):
                continue
            for found in _IN_LANGUAGE.finditer(line.text):
                word = found[1] or found[2]
                if code := code_of(word, "languages", LANGUAGES):
                    name = language_name(code, self._draft.session.language)
                    self._draft.put(self._draft.place(spoken), name, line, Doubt.NOT_SAID)

    def take_title(self, lines: Sequence[MailLine]) -> None:
        """Take the title from a line that does not say that it is one."""
        field = self._draft.template.fact("title")
        if field is None or self._draft.has(field):
            return
        free = [line for line in lines if line.left == line.text and line.text.strip()]
        for line in free:
            found = IN_QUOTES.fullmatch(without_marker(line.text).strip("*# "))
            if found and self._draft.set_fact("title", found[1], line, Doubt.NOT_SAID):
                return
        for line in free:
            quoted = IN_QUOTES.search(line.text)
            if quoted and len(quoted[1].split()) > 1:
                self._draft.put(self._draft.place(field), quoted[1], line, Doubt.NOT_SAID)
                return
        behind = self._behind_type
        if (
            behind is not None
            and behind.left
            and self._draft.set_fact("title", behind.left, behind, Doubt.NOT_SAID)
        ):
            return
        for line in free:
            head = self._labels.of(line.text)
            is_theme = head is not None and head.field and head.field.means == "theme"
            if head is not None and (head.topic is Topic.SUBJECT or is_theme):
                subject = _SUBJECT_PREFIX.sub("", head.rest)
                quoted = IN_QUOTES.search(subject)
                title = quoted[1] if quoted else subject
                if self._draft.put(self._draft.place(field), title, line, Doubt.NOT_SAID):
                    line.left = line.text if title != head.rest else ""
                    return
        for line in free:
            if _may_be_title(line.text) and not self._labels.of(line.text):
                self._draft.set_fact("title", without_marker(line.text), line, Doubt.NOT_SAID)
                return


def _begins_with(text: str, name: str) -> int:
    """Return the offset behind a name at the start of a text, or 0; generic words may be absent."""
    core = _core(name).split()
    at = 0
    for word in re.finditer(r"\w+", text):
        key = key_of(word[0]).replace("organiz", "organis")
        if core and at < len(core) and key == core[at]:
            at += 1
        elif key not in _GENERIC:
            return _end_of(text, word.start()) if core and at == len(core) else 0
    return len(text) if core and at == len(core) else 0


def _end_of(text: str, start: int) -> int:
    """Return the offset of a word with the opening signs before it."""
    while start and text[start - 1] in "«“\"'(（「『 \u00a0":
        start -= 1
    return start


def _core(name: str) -> str:
    """Return the words of a choice that tell it from the others, for comparison."""
    return " ".join(word for word in key_of(name).split() if word not in _GENERIC)


def _may_be_title(text: str) -> bool:
    text = text.strip()
    is_sentence = text.endswith((",", ".", ":", "!", ";"))
    return (
        len(text.split()) > 1
        and len(text) <= _LONGEST_TITLE
        and not (is_sentence or is_greeting(text) or is_closing(text))
    )
