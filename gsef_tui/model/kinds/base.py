"""The base classes of the kinds of section, and the registry that maps kinds to behaviour."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec.structs import replace

from ..place import Place
from ..values import Fact, Notes, SectionValue

if TYPE_CHECKING:
    from ..session import Session
    from ..template import Section

B = TypeVar("B")


class TextType(Enum):
    """The type of a text, which decides which rules apply to it."""

    SPOKEN = auto()
    """Notes of what was said, in the small Markdown of notes; may contain time stamps."""
    ASKER = auto()
    """Who asked a question: a person's code, or a name as heard."""
    PLAIN = auto()
    """A fact, a question, a caption: text without Markdown."""
    PERSON = auto()
    """A part of a person: a name, an organisation, a country."""
    FILE = auto()
    """The name of a file."""


class Kind:
    """The kind of a section: the behaviour that all sections of the kind share in the model.

    A kind is a stateless object, compared by identity. Its attributes and methods are the only
    difference between kinds in the model; every other layer has a ``Registry`` of its own behaviour
    for each kind. A new kind overrides what differs from the defaults here, and the caller passes
    it to ``register_kind``. Its id is the name that templates write.
    """

    has_table = True
    """Whether a section has its own table in the file, and so a value in ``Session.sections``."""
    by_person = False
    """Whether each person has a text of their own in the section."""
    limited = False
    """Whether ``Section.limits`` applies to each text of the section."""
    has_fields = False
    """Whether the template lists fields (facts) for the section."""
    has_role = False
    """Whether the template names a role whose conclusion the section holds."""
    is_fact = False
    """Whether the section is one fact of the session, under the section's id."""
    separator: str | None = "\n\n"
    """What an import puts between two texts for one place; None if a place takes only one text."""

    def __init__(self, id: str) -> None:
        self.id = id

    def __repr__(self) -> str:
        return f"<kind {self.id}>"

    # -- texts and their places -------------------------------------------------------------------

    def places(self, session: Session, section: Section) -> Iterator[Place]:
        """Yield every place of the section at which a text can be, in the order of the report."""
        yield Place(section.id)

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return the text at a place; empty if there is none yet."""
        raise NotImplementedError

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Return the session with other texts at places of the section, applied in order."""
        raise NotImplementedError

    def text_type(self, place: Place) -> TextType:
        """Return what the text at a place is."""
        return TextType.SPOKEN

    def siblings(self, session: Session, section: Section, place: Place) -> Mapping[str, Fact]:
        """Return the texts by key among which the one at ``place`` is kept in order.

        Empty if the text stands alone. Typing the first or deleting the last letter may add or
        remove a key here; undo reverses that with ``with_keys``.
        """
        return {}

    def with_keys(
        self, session: Session, section: Section, place: Place, keys: Iterable[str]
    ) -> Session:
        """Return the session with exactly these keys among the siblings of a place."""
        return session

    def addresses(self, session: Session, section: Section) -> list[str]:
        """Return what can follow the section's id on the command line: ``BA``, ``q1.KO``."""
        return []

    # -- people -----------------------------------------------------------------------------------

    def code_at(self, section: Section, place: Place) -> str:
        """Return the code of the person whose text is at a place; empty if it is nobody's."""
        return ""

    def conclusion_key(self, section: Section) -> str | None:
        """Return the key of the text of the person who leads; None if there is no such text."""
        return None

    def codes(self, session: Session, section: Section) -> set[str]:
        """Return the codes under which something is noted in the section."""
        return set()

    def texts_of(self, session: Session, section: Section, code: str) -> list[str]:
        """Return what is noted of one person in the section."""
        return []

    def with_codes(
        self,
        session: Session,
        section: Section,
        codes: Mapping[str, str],
        change: Callable[[Notes], Notes],
    ) -> Session:
        """Return the session with other codes in the section; ``codes`` is by old code.

        The caller makes sure that the section has a value. ``change`` applies the codes to a
        mapping of notes by code; the kind itself replaces other references to a person.
        """
        return session

    # -- order and navigation ---------------------------------------------------------------------

    def moved(self, session: Session, section: Section, place: Place, by: int) -> Session:
        """Return the session with what is at a place moved in the order of its section."""
        return session

    def entry_name(self, place: Place) -> str:
        """Return the name of the entry that a place is in: ``Q1``; empty if it is in none."""
        return ""

    def is_titled(self, place: Place) -> bool:
        """Return whether the title of a place names an entry or a person after the section."""
        return False

    def place_without_person(self, section: Section) -> Place | None:
        """Return the place for a text that is moved to the section as a whole; None if none."""
        return None

    def takes_lines(self, place: Place) -> bool:
        """Return whether a captured line without an address may be added to a place."""
        return False

    # -- progress ---------------------------------------------------------------------------------

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return the progress of the section in at most five columns: ``2/3``, ``✓``.

        ``codes`` are the people who have a text in the section or are expected to have one; empty
        unless ``by_person``.
        """
        raise NotImplementedError

    def is_complete(self, session: Session, section: Section) -> bool:
        """Return whether no empty text in the section needs attention any more."""
        return False


class EntryKind(Kind):
    """A kind whose sections hold entries by id: ``q1``, ``q2``. Ids begin with ``entry_prefix``."""

    def __init__(self, id: str, entry_prefix: str) -> None:
        super().__init__(id)
        self.entry_prefix = entry_prefix

    def with_new_entries(self, session: Session, section: Section, ids: Sequence[str]) -> Session:
        """Return the session with empty entries under new ids, at the end of the section."""
        raise NotImplementedError

    def entry_name(self, place: Place) -> str:
        """Return the entry's id in capitals."""
        return place.key.upper()


def with_section(session: Session, section_id: str, value: SectionValue) -> Session:
    """Return the session with another value for one section."""
    return replace(session, sections={**session.sections, section_id: value})


class Registry(Generic[B]):
    """The behaviour of one layer for each kind of section.

    ``layer`` names the layer in errors. Iteration is in the order of registration.
    """

    def __init__(self, layer: str, known: Mapping[Kind, B] | None = None) -> None:
        self._layer = layer
        self._known = dict(known or {})

    def register(self, kind: Kind, behaviour: B) -> None:
        """Add the behaviour for a kind. Raises ValueError if the kind has one already."""
        if kind in self._known:
            raise ValueError(f"{self._layer}: {kind.id} is registered already")
        self._known[kind] = behaviour

    def unregister(self, kind: Kind) -> None:
        """Remove a kind. Raises KeyError if it is not registered."""
        del self._known[kind]

    def __getitem__(self, kind: Kind) -> B:
        """Return the behaviour for a kind. Raises LookupError if none is registered."""
        try:
            return self._known[kind]
        except KeyError:
            raise LookupError(f"{self._layer}: nothing is registered for {kind.id}") from None

    def get(self, kind: Kind) -> B | None:
        """Return the behaviour for a kind; None if none is registered."""
        return self._known.get(kind)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._known)

    def items(self) -> ItemsView[Kind, B]:
        """Return the kinds with their behaviour, in the order of registration."""
        return self._known.items()
