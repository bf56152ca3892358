"""A mail that is pasted into the form of a new session."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from gsef_tui.model.template import UNFILED
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.encode import encode
from gsef_tui.ui.panes.new import FROM_LAST, NewForm
from gsef_tui.ui.panes.pasted import INVITE, PasteBox
from tests.ui.hand import Hand, at_work

MAIL = """Bonjour,

Titre : Semences et territoires
Atelier (FR)
Date : 03/12/2026, 20h-21h30 heure de Séoul (12h-13h30 Paris)
Modération : Odile Ferrand, déléguée générale, Graines Communes (France)
Intervenants :
- Koffi Adjo, REJT (Togo)
- Claire Dubois, Sol (France)
- Claire Duboys, Sol (France)
Question : Qui garde les graines ?
https://us02web.zoom.us/j/81234567890

Merci !
"""


def form(hand: Hand) -> NewForm:
    return hand.screen.query_one(NewForm)


def field_texts(hand: Hand) -> dict[str, str]:
    return {field.spec.key: field.area.text for field in form(hand).fields}


def box(hand: Hand) -> str:
    return hand.screen.query_one(PasteBox).plain


async def test_a_mail_is_a_session_after_a_paste_and_a_key(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        await hand.paste(MAIL)
        await hand.press("ctrl+s")
        await hand.until(lambda: hand.app.opened is not None, "open")
        session = await hand.on_disk()
        assert session.facts["title"] == "Semences et territoires"
        assert session.facts["type"] == "Atelier"
        assert session.facts["questions"] == ("Qui garde les graines ?",)
        assert list(session.people) == ["OF", "KA", "CD"]
        assert session.people["OF"].role == "moderator"
        assert session.people["OF"].position == "déléguée générale"
        assert session.text(UNFILED) == "Bonjour,\n\nMerci !"


async def test_what_was_read_stands_in_its_fields_and_doubts_are_marked(folder: Path) -> None:
    async with at_work(folder, size=(80, 40)) as hand:
        await hand.press("ctrl+n")
        assert INVITE in hand.seen
        await hand.paste(MAIL)
        texts = field_texts(hand)
        assert texts["facts.title"] == "Semences et territoires"
        assert texts["facts.date"] == "2026-12-03"
        assert texts["facts.time_zone"] == "Asia/Seoul"
        assert texts["people"].splitlines()[0] == "Odile Ferrand, Graines Communes (France)"
        assert "read from the mail: 12, doubtful: 2" in hand.header
        assert "14 lines pasted" in box(hand)
        assert "Tab Next doubt" in hand.footer
        assert "Not kept, as it gives access to the call: link" in box(hand)
        assert "Line 5 of the mail may also mean 2026-03-12" in hand.read


async def test_tab_goes_from_doubt_to_doubt(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        await hand.paste(MAIL)
        await hand.press("tab")
        assert form(hand).here.key == "date"
        await hand.press("tab")
        assert form(hand).here.section == "participants"
        await hand.press("tab")
        assert form(hand).here.section == "questions"


async def test_a_doubt_ends_where_the_field_is_changed(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        await hand.paste(MAIL)
        await hand.press("tab", "end", "backspace", "4")
        assert "doubtful: 1" in hand.header


async def test_one_undo_takes_the_paste_back(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        before = field_texts(hand)
        await hand.paste(MAIL)
        await hand.press("ctrl+z")
        assert field_texts(hand) == before
        assert box(hand) == INVITE
        assert "read from the mail" not in hand.header


async def test_a_change_of_the_people_keeps_what_their_lines_do_not_show(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        await hand.paste(MAIL)
        await hand.press("tab", "tab", "ctrl+end")
        await hand.type("\nAda Brook, Ward (Canada)")
        await hand.press("ctrl+s")
        await hand.until(lambda: hand.app.opened is not None, "open")
        people = (await hand.on_disk()).people
        assert list(people) == ["OF", "KA", "CD", "AB"]
        assert people["OF"].role == "moderator"
        assert people["OF"].position == "déléguée générale"


async def test_one_pasted_line_is_the_title(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        await hand.paste("Semences et territoires")
        assert field_texts(hand)["facts.title"] == "Semences et territoires"
        assert box(hand) == INVITE


async def test_examples_say_that_they_are_examples(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        shown = {f.spec.key: str(f.area.placeholder) for f in form(hand).fields}
        assert shown["facts.title"] == "p. ex. L'économie sociale contre les inégalités"
        assert shown["facts.date"] == "p. ex. 2021-10-04"
        assert shown["forum.name"].startswith("p. ex. ")
        style = form(hand).fields[0].area.get_visual_style("text-area--placeholder")
        assert style.italic


async def test_the_forum_of_the_last_session_says_where_it_comes_from(
    folder: Path, cantines: Path
) -> None:
    forum = {"name": "Forum des cantines", "theme": "Manger", "first_day": date(2031, 10, 3)}
    session = open_document(cantines).session
    cantines.write_bytes(encode(replace(session, forum=forum)))
    async with at_work(folder) as hand:
        await hand.until(lambda: hand.home.newest is not None, "read")
        await hand.press("ctrl+n")
        fields = {f.spec.key: f for f in form(hand).fields}
        assert fields["forum.name"].area.text == "Forum des cantines"
        assert fields["forum.theme"].area.text == "Manger"
        assert fields["forum.first_day"].area.text == "2031-10-03"
        last = [f for f in form(hand).fields if f.spec.key.startswith("forum.")][-1]
        assert last._note.content == FROM_LAST
        hand.screen.set_focus(fields["forum.name"].area)
        await hand.type(" II")
        await form(hand).rebuild()
        assert last._note.content == ""


async def test_nothing_comes_from_a_last_session_that_is_not_there(folder: Path) -> None:
    async with at_work(folder, size=(80, 50)) as hand:
        await hand.press("ctrl+n")
        assert FROM_LAST not in hand.seen
