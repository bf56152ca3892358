"""The words by which a mail or a programme says what a line is: ``Intervenants :``, ``When:``.

The labels, roles and sections of the template count too, in all its languages.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.folding import fold
from gsef_tui.model.kinds import PEOPLE, QUESTIONS
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.template import Field, Role, Template

from .labels import head_of, key_of

_BRACKETS = lazy_pattern(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")


class Topic(StrEnum):
    """What the text behind a label is about."""

    TITLE = "title"
    SUBJECT = "subject"
    FACT = "fact"
    SPOKEN = "spoken"
    WHEN = "when"
    PEOPLE = "people"
    QUESTIONS = "questions"
    OTHER = "other"


class LabelledLine(Struct, frozen=True):
    """A line that begins with a known label. ``rest`` is the text behind it, ``aside`` what
    stands in brackets behind the label: ``Speakers (10 min each):``.

    ``field`` is set for ``Topic.FACT``; ``role`` is the id of a role for ``Topic.PEOPLE``.
    """

    topic: Topic
    rest: str
    aside: str = ""
    field: Field | None = None
    role: str = ""


_TOPICS = {
    Topic.TITLE: (
        "titre", "titre de la session", "titre de la séance", "intitulé", "title", "session title",
        "título", "título de la sesión", "제목", "세션 제목", "세션명", "세션", "session", "sesión",
    ),
    Topic.SUBJECT: ("objet", "sujet", "subject", "topic", "re", "fwd", "tr", "asunto"),
    Topic.SPOKEN: (
        "langue", "langues", "langue de travail", "langues de travail", "language", "languages",
        "working language", "working languages", "idioma", "idiomas", "lengua", "언어", "사용 언어",
        "진행 언어",
    ),
    Topic.WHEN: (
        "date", "date et heure", "date et horaire", "date heure", "heure", "heures", "horaire",
        "horaires", "quand", "jour", "date and time", "date time", "time", "when", "day", "hours",
        "fecha", "fecha y hora", "hora", "horario", "cuándo", "día", "날짜", "일시", "시간", "일자",
        "때", "fuseau", "fuseau horaire", "time zone", "timezone", "zona horaria", "시간대",
    ),
    Topic.QUESTIONS: (
        "question", "questions", "question principale", "questions principales", "questions clés",
        "question clé", "questions directrices", "main question", "main questions",
        "key question", "key questions", "guiding questions", "guiding question",
        "pregunta", "preguntas", "pregunta principal", "preguntas principales",
        "preguntas clave", "preguntas orientadoras", "질문", "주요 질문", "핵심 질문", "논의 질문",
    ),
    Topic.OTHER: (
        "de", "from", "à", "to", "para", "cc", "envoyé", "sent", "enviado", "보낸 사람",
        "받는 사람", "보낸 날짜", "lieu", "place", "where", "venue", "lugar", "장소", "durée",
        "duration", "duración", "contact", "contacto", "문의", "public", "inscription",
        "registration",
    ),
}  # fmt: skip
_LEADS = (
    "modération", "modérateur", "modératrice", "modérateur rice", "modérateur trice",
    "modérateur modératrice", "modérée par", "modéré par", "animation", "animateur", "animatrice",
    "animé par", "animée par", "facilitation", "facilitateur", "facilitatrice", "présidence",
    "moderator", "moderators", "moderation", "moderated by", "chair", "chaired by", "facilitator",
    "host", "modera", "moderador", "moderadora", "moderación", "modera la sesión", "facilita",
    "facilitadora", "facilitador", "좌장", "사회", "사회자", "진행", "진행자", "모더레이터",
)  # fmt: skip
_SPEAKS = (
    "intervenant", "intervenante", "intervenants", "intervenantes", "intervenant e s",
    "intervenants et intervenantes", "intervenantes et intervenants", "avec",
    "orateurs", "oratrices", "panélistes", "panel", "participants", "speaker", "speakers",
    "panelist", "panelists", "panellists", "with", "our speakers", "presenters", "ponente",
    "ponentes", "panelistas", "participan", "intervienen", "participantes", "oradores", "con",
    "연사", "발표", "발표자", "패널", "토론자", "참가자", "발제", "발제자",
)  # fmt: skip

_CLOSING = frozenset(
    map(
        fold,
        (
            "merci", "cordialement", "bien cordialement", "bien à vous", "à bientôt", "amicalement",
            "solidairement", "meilleures salutations", "thanks", "thank you", "many thanks",
            "best", "best regards", "kind regards", "regards", "best wishes", "sincerely",
            "warm regards", "see you soon", "gracias", "muchas gracias", "saludos",
            "saludos cordiales", "un saludo", "cordialmente", "atentamente", "un abrazo",
            "감사합니다", "고맙습니다", "드림", "올림", "뵙겠습니다",
        ),
    )
)  # fmt: skip
_GREETING = frozenset(
    map(
        fold,
        (
            "bonjour", "bonsoir", "chers", "chères", "cher", "chère", "madame", "hello", "hi",
            "dear", "good", "hola", "estimado", "estimada", "estimados", "estimadas", "querida",
            "querido", "queridas", "queridos", "buenos", "buenas", "안녕하세요", "안녕하십니까",
        ),
    )
)  # fmt: skip


def is_closing(line: str) -> bool:
    """Return whether a line is how a mail ends: ``Bien cordialement,``."""
    return fold(line).strip(" .,;!~") in _CLOSING


def is_greeting(line: str) -> bool:
    """Return whether a line begins as a mail does: ``Bonjour,``, ``Dear all,``."""
    words = fold(line).replace(",", " ").replace("!", " ").split()
    return bool(words) and len(words) <= 8 and words[0].strip(".:") in _GREETING


class InvitationLabels:
    """The labels that a mail for a session of a template may have."""

    def __init__(self, template: Template) -> None:
        self._known = _known(template)

    def of(self, line: str) -> LabelledLine | None:
        """Return what a line is about if it begins with a known label.

        The label is followed by a colon, or stands alone.
        """
        head = head_of(line.strip())
        key, bare = key_of(head.label), key_of(_BRACKETS.sub("", head.label))
        found = self._known.get(key) or self._known.get(bare)
        if found is None or (not head.colon and len(head.label) > _LONGEST_HEADING):
            return None
        if not head.colon and found.topic in (Topic.OTHER, Topic.SUBJECT, Topic.SPOKEN):
            return None
        aside = _BRACKETS.search(head.label) if key not in self._known else None
        return replace(found, rest=head.rest, aside=aside[0].strip(" ()（）[]") if aside else "")


_LONGEST_HEADING = 60


def _known(template: Template) -> dict[str, LabelledLine]:
    """Return what each label is about, by its key. The template's own labels come first."""
    known: dict[str, LabelledLine] = {}

    def add(text: str, topic: Topic, field: Field | None = None, role: str = "") -> None:
        if key := key_of(text):
            known.setdefault(key, LabelledLine(topic, "", "", field, role))

    for text in _TOPICS[Topic.OTHER]:
        add(text, Topic.OTHER)
    for field in (*template.facts, *template.forum):
        topic = _MEANS.get(field.means, Topic.FACT)
        for text in (*field.labels.values(), *field.short.values()):
            add(text, topic, field)
    _add_roles(template, add)
    for kind, topic in ((QUESTIONS, Topic.QUESTIONS), (PEOPLE, Topic.PEOPLE)):
        for section in template.of_kind(kind):
            for text in (*section.labels.values(), *section.short.values()):
                add(text, topic)
    for topic, texts in _TOPICS.items():
        for text in texts:
            add(text, topic)
    return known


_MEANS = {
    "title": Topic.TITLE,
    "spoken": Topic.SPOKEN,
    "day": Topic.WHEN,
    "starts": Topic.WHEN,
    "ends": Topic.WHEN,
    "zone": Topic.WHEN,
}


class _Add(Protocol):
    def __call__(
        self, text: str, topic: Topic, field: Field | None = None, role: str = ""
    ) -> None: ...


def _add_roles(template: Template, add: _Add) -> None:
    for role in template.roles:
        if role.printed:
            for text in (*role.labels.values(), *role.prefixes):
                add(text, Topic.PEOPLE, role=role.id)
    leads, speaks = _first(template, leads=True), _first(template, leads=False)
    for texts, of in ((_LEADS, leads), (_SPEAKS, speaks)):
        for text in texts if of else ():
            add(text, Topic.PEOPLE, role=of.id if of else "")


def _first(template: Template, *, leads: bool) -> Role | None:
    return next((r for r in template.roles if (r.leads if leads else r.speaks)), None)
