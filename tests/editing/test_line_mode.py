"""The line mode without a process: what each line answers, and what session and disk hold."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.editing.line_commands import LINE_COMMANDS, commands_table
from gsef_tui.editing.line_mode import TAKES_OVER, LineMode
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.settings import SettingsStore
from gsef_tui.model.places import Place
from gsef_tui.model.search import places
from gsef_tui.model.session import Exchange, Person, Screenshot, Session
from gsef_tui.storage.app_state import AppState, with_place
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.lock import take_over
from gsef_tui.storage.settings import Settings

SESSION = """format = 1
template = "gsef"
language = "fr"

[session]
title = "Les cantines du quartier"
date = 2031-10-04
starts = 20:00:00
ends = 21:30:00
time_zone = "Asia/Seoul"

[people]
AM = { role = "moderator", name = "Anne Mercier" }
LT = { role = "speaker", name = "Lucía Torres", organisation = "Cocina", country = "Chili" }
KM = { role = "speaker", name = "Kofi Mensah", absent = true }
TI = { role = "speaker", name = "Tomás Iriarte" }

[presentations]
LT = "une cuisine\\nvenue de Bogota"
KM = "Un jardin de @@20:31 mètres"
X1 = "Et l'eau ?"

[answers]
X1 = "Des baux longs"
"""
MOMENT = datetime(2031, 10, 4, 20, 47, tzinfo=ZoneInfo("Asia/Seoul"))
LT = "Présentations › 1 LT Lucía Torres"
KM = "Présentations › 2 KM Kofi Mensah"
TI = "Présentations › 3 TI Tomás Iriarte"


class Played(LineMode):
    """The line mode with shorter questions for a test."""

    def one(self, text: str) -> str:
        """The answer to a line, which is one row."""
        rows = self.answer(text)
        assert len(rows) == 1, rows
        return rows[0]

    def text(self, place: str) -> str:
        return self.opened.text(Place.parse(place))

    @property
    def on_disk(self) -> Session:
        return open_document(self.opened.path).session


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"GSEF_TUI_{name}", str(tmp_path / name.lower()))
    path = tmp_path / "sessions" / "cantines.toml"
    path.parent.mkdir()
    path.write_text(SESSION, encoding="utf-8")
    return path


def begun(path: Path, state: AppState | None = None, own: Settings | None = None) -> Played:
    """The line mode with a session, as a new window has it."""
    settings = SettingsStore(own or Settings(pictures=(str(path.parent / "photos"),)))
    opened = OpenSession(
        open_document(path), lambda _: None, settings=settings, decide_key=TAKES_OVER
    )
    opened.now = lambda: MOMENT
    return Played(opened, AppStateStore(state or AppState()))


@pytest.fixture
def mode(path: Path) -> Iterator[Played]:
    mode = begun(path)
    yield mode
    mode.opened.close()
    mode.app_state.flush(30)


# -- where one is ---------------------------------------------------------------------------------


@pytest.mark.parametrize("nothing", ["", "  ", "?", " ? ", "\u00a0"])
def test_an_empty_line_and_a_bare_question_mark_ask_the_place(mode: Played, nothing: str) -> None:
    before = mode.opened.store.revision
    assert mode.one(nothing) == LT
    assert mode.opened.store.revision == before


def test_it_begins_at_the_first_presentation_else_where_one_left(path: Path) -> None:
    for place, title in (
        ("answers.KM", "Réponses › 2 KM Kofi Mensah"),
        ("presentations.ZZ", LT),
        ("exchanges.q9", LT),
        ("exchanges", "You are at Public. The next line goes to À classer."),
        ("closing.LT.asked_by", "Conclusion › 1 LT Lucía Torres"),
        ("", LT),
        ("nowhere", LT),
    ):
        mode = begun(path, with_place(AppState(), path, place, 3))
        assert mode.one("") == title
        mode.opened.close()


def test_the_place_is_remembered(mode: Played) -> None:
    mode.answer("/goto answers KM")
    mode.remember()
    assert mode.app_state.current.places[str(mode.opened.path)].place == "answers.KM"


def test_after_a_line_elsewhere_the_next_goes_on_there_until_back(mode: Played) -> None:
    assert mode.one("ti: Pas chez nous") == TI
    assert mode.one("") == f"The next line goes to {TI}. You are at {LT}; /back returns there."
    assert mode.one("encore") == TI
    assert mode.one("/back") == LT
    assert mode.one("un four") == LT
    assert mode.text("presentations.TI") == "Pas chez nous\nencore"
    assert mode.text("presentations.LT").endswith("Bogota\nun four")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("3", "presentations.TI"),
        ("km", "presentations.KM"),
        ("tom", "presentations.TI"),
        ("Kofi Mensah", "presentations.KM"),
        ("0", "presentations.AM"),
        ("answers", "answers.LT"),
        ("rép", "answers.LT"),
        ("answers TI", "answers.TI"),
        ("answers.TI", "answers.TI"),
        ("conclusion", "closing.moderator"),
        ("facts.title", "facts.title"),
        ("forum.name", "forum.name"),
        ("q1", "exchanges.q1"),
        ("exchanges.q1", "exchanges.q1"),
        ("unfiled", "unfiled"),
    ],
)
def test_goto_leads_to_a_person_a_section_a_question_an_address(
    mode: Played, words: str, place: str
) -> None:
    mode.answer("? Et le soir ?")
    mode.answer("/back")
    mode.answer(f"/goto {words}")
    assert str(mode.here) == place


@pytest.mark.parametrize("words", ["zz", "q7", "q0", "answers.ZZ", "forum.zz", "answers zz", "o"])
def test_goto_to_nothing_says_so_and_stays(mode: Played, words: str) -> None:
    said = mode.one(f"/goto {words}")
    assert said == f"There is no place “{words}”. /places lists the places, /people the people."
    assert mode.one("") == LT


def test_next_previous_and_the_next_empty_place(mode: Played) -> None:
    assert mode.one("/next") == KM
    assert mode.one("/previous") == LT
    assert mode.one("/goto") == TI
    mode.answer("/goto unfiled")
    assert mode.one("/next") == "This is the last place."
    mode.answer("/goto facts")
    assert mode.one("/previous") == "This is the first place."


def test_a_place_that_takes_no_lines_is_said_to_send_them_on(mode: Played) -> None:
    assert mode.one("/goto facts") == "You are at Séance. The next line goes to À classer."


# -- lines ----------------------------------------------------------------------------------------


def test_each_line_of_the_grammar_says_where_it_went(mode: Played) -> None:
    for line, said in (
        ("Une salle", LT),
        ("KM: Un puits", KM),
        ("KM:", "2 KM Kofi Mensah speaks"),
        ("? Nadia, de Lyon: Et le soir ?", "Public › Q1 · asked by Nadia, de Lyon"),
        ("ti: Non", "Public › Q1 › TI"),
        ("A lt: Si", "Public › Q1 › LT"),
        ("A: Peut-être", "Public › Q1 · answer"),
        ("= Cuisiner ensemble", "Conclusion › 0 AM Anne Mercier"),
        ("! Des toits", "a key idea › 1 LT Lucía Torres"),
        ("+ Bo Li, Coop (Chine)", "new: Bo Li · Coop · Chine"),
        ("x1 = Awa Diallo", "X1 is Awa Diallo, everywhere"),
        ("x2: Et moi ?", "Présentations › 6 X2"),
        ("\\ /undo", "Présentations › 6 X2"),
        ("s/undo/redo/", "1 corrected in the last line"),
        ("> TI", f"“/redo” to {TI}"),
        ("s/Bogota/Bolivie/g", "1 corrected in the session"),
    ):
        assert mode.one(line) == said, line
    session = mode.on_disk
    assert replace(session, id="") == mode.session
    assert session.exchanges("exchanges")["q1"] == Exchange(
        "Et le soir ?",
        "Nadia, de Lyon",
        {"TI": "Non", "LT": "Si", "_": "Peut-être"},
    )
    assert session.notes("presentations")["TI"] == "/redo"
    assert session.notes("presentations")["X2"] == "Et moi ?"
    assert session.people["AD"].name == "Awa Diallo"
    assert session.notes("answers") == {"AD": "Des baux longs"}
    assert session.people["BL"] == Person("speaker", "Bo Li", "Coop", "Chine")


def test_a_code_that_nobody_has_is_text_until_it_is_made_a_speaker_s(mode: Played) -> None:
    said = mode.one("zz: oui")
    assert said == f"{LT}. Nobody has the code ZZ: the line is text."
    assert mode.text("presentations.LT").endswith("\nzz: oui")
    assert mode.one("/speaker zz") == "4 ZZ speaks"
    assert mode.one("zz: non") == "Présentations › 4 ZZ"
    assert mode.one("/speaker zz") == "ZZ is already in use."
    assert mode.one("/speaker X1") == (
        "A code has two to four letters or digits; X1, Q1 and R1 are reserved."
    )


def test_lines_are_held_until_they_are_filed_as_one(mode: Played) -> None:
    chat = ("20:14:03 From Bo Li to Everyone:", "\tEt le soir ?", "", "/undo")
    assert mode.one("/lines") == "The next lines are held until /end files them as one."
    for n, line in enumerate(chat, 1):
        said = "1 line is held." if n == 1 else f"{n} lines are held."
        assert mode.one(line) == said
        assert mode.on_disk.text("unfiled") == "\n".join(chat[:n])
    assert mode.one("/end").startswith("Public: 1 question, asked by Bo Li")
    assert mode.on_disk.text("unfiled") == ""
    assert mode.on_disk.exchanges("exchanges")["q1"].question == "Et le soir ?\n\n/undo"
    mode.answer("/lines")
    assert mode.one("/end") == "No line was held."
    assert mode.one("un") == LT


@pytest.mark.parametrize("line", ["/foo bar", "/foo", "/peoples"])
def test_an_unknown_word_after_a_slash_is_text_and_that_is_said(mode: Played, line: str) -> None:
    word = line.split()[0]
    said = mode.one(line)
    assert said == f"{LT}. {word} is no command: the line is text. /help lists them."
    assert mode.text("presentations.LT").endswith(f"\n{line}")


def test_a_slash_without_a_word_is_text_like_another(mode: Played) -> None:
    assert mode.one("/ deux") == mode.one("/2031") == LT


def test_what_cannot_be_filed_is_said_and_changes_nothing(mode: Played) -> None:
    before = mode.opened.store.revision
    assert mode.one("s/a/b/") == "Nothing was filed. “a” is not in the last line."
    assert mode.opened.store.revision == before


def test_a_line_keeps_its_letters_and_loses_what_drives_a_terminal(mode: Played) -> None:
    mode.answer("KM: deux\u00a0mots\u202f; 김 \x1b[31m*gras*  ")
    assert mode.text("presentations.KM").endswith("\ndeux\u00a0mots\u202f; 김 *gras*  ")


def test_abbreviations_are_expanded_but_not_behind_a_backslash(path: Path) -> None:
    mode = begun(path, own=Settings(expansions={"ess": "économie sociale"}, typing=("arrows",)))
    mode.answer("KM: l';ess -> ;lt, ;ess")
    assert mode.text("presentations.KM").endswith(
        "\nl'économie sociale → Lucía Torres, économie sociale"
    )
    mode.answer("\\ ;ess ")
    assert mode.text("presentations.KM").endswith("\n;ess ")
    mode.opened.close()


def test_a_place_follows_the_code_of_its_person(mode: Played) -> None:
    mode.answer("/goto presentations.X1")
    mode.answer("x1 = Bo Li")
    assert mode.one("") == "Présentations › 4 BL Bo Li"
    assert mode.one("encore") == "Présentations › 4 BL Bo Li"
    assert mode.text("presentations.BL") == "Et l'eau ?\nencore"
    mode.answer("/undo")
    assert mode.one("/undo") == "Undone: X1 is Bo Li, everywhere"
    assert mode.here == Place("presentations", "X1")


def test_the_target_moves_to_the_open_question_and_back(mode: Played) -> None:
    assert mode.one("/target") == "There is no public question yet."
    mode.answer("? Et le soir ?")
    mode.answer("/back")
    assert mode.one("/target") == LT
    assert mode.one("ti: non") == TI
    assert mode.one("/target").startswith("The next line goes to Public › Q1 › –.")
    assert mode.one("ti: si") == "Public › Q1 › TI"


# -- undo -----------------------------------------------------------------------------------------


def test_undo_and_redo_name_the_line_and_the_next_goes_where_it_would_have_gone(
    mode: Played,
) -> None:
    before = mode.session
    mode.answer("ti: Pas chez nous")
    assert mode.one("/undo") == f"Undone: “Pas chez nous”, {TI}"
    assert mode.session.sections == before.sections
    assert mode.one("") == LT
    assert mode.one("/redo") == f"Redone: “Pas chez nous”, {TI}"
    assert mode.one("").startswith(f"The next line goes to {TI}.")
    assert mode.on_disk.notes("presentations")["TI"] == "Pas chez nous"
    assert mode.one("/redo") == "Nothing to redo."
    mode.answer("/undo")
    assert mode.one("/undo") == "Nothing to undo."


def test_an_undo_leaves_a_place_that_is_gone(mode: Played) -> None:
    mode.answer("? Et le soir ?")
    mode.answer("/goto q1")
    assert mode.one("/undo") == "Undone: “Et le soir ?”, Public › Q1"
    assert mode.one("") == LT


def test_an_undo_after_a_move_takes_the_line_back_and_stays(mode: Played) -> None:
    mode.answer("ti: Pas chez nous")
    mode.answer("/goto answers")
    assert mode.one("/undo") == f"Undone: “Pas chez nous”, {TI}"
    assert mode.one("") == "Réponses › 1 LT Lucía Torres"
    mode.answer("/goto exchanges")
    mode.answer("? Et le soir ?")
    assert mode.one("/undo") == "Undone: “Et le soir ?”, Public › Q1"
    assert mode.here == Place("exchanges")


# -- commands -------------------------------------------------------------------------------------


def test_people(mode: Played) -> None:
    assert mode.answer("/people") == [
        "4 people",
        "0 AM Anne Mercier, moderator",
        "1 LT Lucía Torres, Cocina (Chili), speaker",
        "2 KM Kofi Mensah, speaker, absent",
        "3 TI Tomás Iriarte, speaker",
    ]


def test_gaps_are_listed_filled_and_marked(mode: Played) -> None:
    assert mode.answer("/gaps") == ["1 gap", f"1. {KM}: Un jardin de @@20:31"]
    assert mode.answer("/ask")[0] == "2 lines"
    assert mode.one("/fill 1 mille") == f"Gap filled: {KM}"
    assert mode.on_disk.notes("presentations")["KM"] == "Un jardin de mille mètres"
    assert mode.answer("/gaps") == ["0 gaps"]
    assert mode.one("/gap") == f"@@20:47 · {LT}"
    assert mode.text("presentations.LT").endswith("Bogota @@20:47")
    assert mode.one("/fill 2 deux") == "There is only 1 gap."
    assert mode.one("/undo") == f"Undone: “@@20:47”, {LT}"
    assert mode.one("/fill 1 deux") == "There is no gap."
    for words in ("", " 1", " mille"):
        assert mode.one(f"/fill{words}") == "Type the number of a gap and its text: /fill 1 text."


def test_stamps(mode: Played) -> None:
    assert mode.one("/stamp") == f"[20:47] · {LT}"
    assert mode.one("/stamp KM: deux") == LT
    assert mode.text("presentations.LT").endswith("Bogota [20:47]\n[20:47] KM: deux")


def test_the_line_filed_last_is_moved(mode: Played) -> None:
    mode.answer("deux mots")
    assert mode.one("/move ti") == f"“deux mots” to {TI}"
    assert mode.one("/move unfiled") == "“deux mots” moved to À classer"
    assert mode.text("unfiled") == "deux mots"
    assert "TI" not in mode.session.notes("presentations")
    assert mode.one("/move unfiled") == "“venue de Bogota” moved to À classer"
    assert mode.text("presentations.LT") == "une cuisine"
    mode.answer("? Et le soir ?")
    assert mode.one("/move unfiled") == "“Et le soir ?” moved to À classer"
    assert mode.session.exchanges("exchanges") == {}
    assert mode.one("/undo") == "Undone: “Et le soir ?”, À classer"
    assert mode.one("/move") == "Type a person or a section after /move."
    assert mode.one("/move zz") == (
        "There is no place “zz”. /places lists the places, /people the people."
    )
    mode.answer("/goto ti")
    assert mode.one("/move unfiled") == "There is no line to move."
    mode.answer("/goto unfiled")
    assert mode.one("/move unfiled") == "The line is already there."


def test_any_text_is_shown_set_and_found(mode: Played) -> None:
    assert mode.answer("/show") == ["2 lines", "une cuisine", "venue de Bogota"]
    assert mode.answer("/show TI") == ["0 lines"]
    assert mode.one("/set facts.title Les fours") == "Text replaced: Séance › Titre"
    assert mode.on_disk.facts["title"] == "Les fours"
    assert mode.one("/set facts.title Les fours") == "The text is already so."
    assert mode.answer("/find bógota") == ["1 line", f"{LT}: venue de Bogota"]
    assert mode.answer("/find rien") == ["0 lines"]
    assert mode.one("/find") == "Type the text to find after /find."
    for command in ("/show zz", "/set zz oui"):
        assert mode.one(command).startswith("There is no place “zz”.")


def test_what_is_missing_is_listed_and_counted(mode: Played) -> None:
    rows = mode.answer("/missing")
    assert rows[0] == f"{len(rows) - 1} missing"
    assert "Présentations › TI Tomás Iriarte: no presentation" in rows
    mode.answer("ti: oui")
    assert len(mode.answer("/missing")) == len(rows) - 1
    checked = mode.answer("/check")
    assert checked[0] == f"{len(checked) - 1} findings"
    assert {row.partition(":")[0] for row in checked[1:]} <= {"missing", "contradiction", "hint"}


def test_ideas_turns_floor_and_recording(mode: Played) -> None:
    assert mode.answer("/ideas") == ["0 key ideas"]
    assert mode.answer("/turns") == ["0 turns"]
    assert mode.one("/floor") == "Nobody has the floor."
    mode.answer("KM: un puits")
    mode.answer("! Des toits")
    assert mode.answer("/ideas") == ["1 key idea", "Kofi Mensah\u00a0: Des toits"]
    assert mode.one("/floor") == "2 KM Kofi Mensah has the floor since 20:47."
    assert mode.one("/floor ti") == "3 TI Tomás Iriarte has the floor since 20:47."
    assert mode.one("/floor zz") == "Nobody is called “zz”. /people lists the people."
    assert mode.one("/floor -") == "Nobody has the floor."
    assert mode.one("/recording") == "The recording started at 20:47."
    assert mode.one("/recording 20h03") == "The recording started at 20:03."
    assert mode.one("/recording oui") == "Enter a time, for example 20:03."
    assert str(mode.on_disk.facts["recording_starts"]) == "20:03:00"


def test_the_group_photo(mode: Played) -> None:
    none = "No picture of the session's hours was found. /photo FILE attaches one."
    assert mode.one("/photo") == none
    photos = mode.opened.path.parent / "photos"
    photos.mkdir()
    Image.new("RGB", (8, 8)).save(photos / "zoom_0.png")
    os.utime(photos / "zoom_0.png", (MOMENT.timestamp(), MOMENT.timestamp()))
    assert mode.one("/photo") == "zoom_0.png · Captures: Photo de groupe"
    names = "Photo de groupe : Anne Mercier, Lucía Torres et Tomás Iriarte"
    shots = mode.on_disk.screenshots("screenshots")
    assert shots == {"s1": Screenshot("zoom_0.png", "Photo de groupe", names)}
    assert mode.one("/photo") == none
    assert mode.one("/photo absent.png").startswith("No picture was attached. absent.png")


def test_handing_in(mode: Played) -> None:
    folder = mode.opened.path.parent
    assert mode.one("/export") == f"Exported: {folder / 'cantines.docx'}"
    assert mode.one("/export text") == f"Exported: {folder / 'cantines.txt'}"
    mode.answer("un four")
    assert mode.one("/export .txt") == f"Replaced: {folder / 'cantines.txt'}"
    assert "un four" in (folder / "cantines.txt").read_text(encoding="utf-8")
    assert mode.one(f"/export {folder / 'autre.md'}") == f"Exported: {folder / 'autre.md'}"
    assert (folder / "cantines.docx").read_bytes().startswith(b"PK")
    assert mode.one("/export zzz").startswith("“zzz” is no format and has no ending of one.")
    assert mode.one("/export /nowhere/a.txt").startswith("Nothing was exported. ")


def test_help_has_a_row_for_each_command_and_the_page_has_the_same(mode: Played) -> None:
    rows = mode.answer("/help")
    assert rows[0] == f"{len(LINE_COMMANDS)} commands"
    assert [row.partition(":")[0] for row in rows[1:]] == [c.usage for c in LINE_COMMANDS]
    page = Path(__file__).parents[2] / "docs" / "line-mode.md"
    table = re.search(
        r"<!-- commands -->\n(.*)\n<!-- /commands -->", page.read_text(encoding="utf-8"), re.DOTALL
    )
    assert table is not None
    assert table[1] == commands_table()


def test_commands_are_read_in_any_case_and_quit_ends(mode: Played) -> None:
    assert mode.answer("/PEOPLE")[0] == "4 people"
    assert mode.one("/quit") == "The session is closed."
    assert mode.ended
    assert not mode.discards


# -- the everyday acts ----------------------------------------------------------------------------

ACTS: dict[str, tuple[tuple[str, ...], Callable[[Session], bool]]] = {
    "Another speaker begins, the fourth": (
        ("/goto 3", "Un puits"),
        lambda now: now.notes("presentations")["TI"] == "Un puits",
    ),
    "A sentence of somebody else, and back": (
        ("ti: Pas chez nous", "/back", "encore"),
        lambda now: (
            now.notes("presentations")["TI"] == "Pas chez nous"
            and now.notes("presentations")["LT"].endswith("\nencore")
        ),
    ),
    "A question from the floor, who asked, a speaker's answer": (
        ("? Nadia, de Lyon: Et le soir ?", "km: Non"),
        lambda now: asked(now, KM="Non"),
    ),
    "A second speaker adds to that answer": (
        ("? Nadia, de Lyon: Et le soir ?", "km: Non", "A ti: Si"),
        lambda now: asked(now, KM="Non", TI="Si"),
    ),
    "A gap marked": (
        ("/gap",),
        lambda now: now.notes("presentations")["LT"].endswith("Bogota @@20:47"),
    ),
    "A gap filled, in another speaker's notes": (
        ("/fill 1 mille",),
        lambda now: now.notes("presentations")["KM"] == "Un jardin de mille mètres",
    ),
    "A name learnt late, put everywhere": (
        ("x1=Bo Li",),
        lambda now: (
            now.notes("presentations")["BL"] == "Et l'eau ?"
            and now.notes("answers") == {"BL": "Des baux longs"}
        ),
    ),
    "A word corrected three lines up, and back": (
        ("un", "deux", "trois", "s/Bogota/Bolivie/g", "quatre"),
        lambda now: now.notes("presentations")["LT"].endswith("Bolivie\nun\ndeux\ntrois\nquatre"),
    ),
    "A group photo with caption and text for who cannot see it": (
        ("/photo",),
        lambda now: [*map(bool, msgspec.structs.astuple(shot(now))[:3])] == [True] * 3,
    ),
    "Somebody joins": (
        ("+ Bo Li",),
        lambda now: now.people["BL"] == Person("speaker", "Bo Li"),
    ),
    "A time stamp": (
        ("/stamp",),
        lambda now: now.notes("presentations")["LT"].endswith("Bogota [20:47]"),
    ),
    "Handing in": (("/export",), lambda now: True),
}


def asked(session: Session, **answers: str) -> bool:
    """Whether the one public question has these answers."""
    return session.exchanges("exchanges") == {
        "q1": Exchange("Et le soir ?", "Nadia, de Lyon", answers)
    }


def shot(session: Session) -> Screenshot:
    return session.screenshots("screenshots")["s1"]


def everyday() -> list[str]:
    """The acts that ``docs/keystrokes.md`` counts."""
    page = Path(__file__).parents[2] / "docs" / "keystrokes.md"
    table = page.read_text(encoding="utf-8").partition("<!-- counts -->")[2].partition("<!--")[0]
    return [row.split("|")[1].strip() for row in table.strip().split("\n")[2:]]


@pytest.mark.parametrize("act", everyday())
def test_every_everyday_act_can_be_done(mode: Played, act: str) -> None:
    photos = mode.opened.path.parent / "photos"
    photos.mkdir()
    Image.new("RGB", (8, 8)).save(photos / "zoom_0.png")
    os.utime(photos / "zoom_0.png", (MOMENT.timestamp(), MOMENT.timestamp()))
    lines, is_done = ACTS[act]
    assert act == "Handing in" or not is_done_before(mode, is_done)
    for line in lines:
        mode.one(line)
    assert is_done(mode.on_disk)
    if act == "Handing in":
        assert zipfile.is_zipfile(mode.opened.path.with_suffix(".docx"))


def is_done_before(mode: Played, is_done: Callable[[Session], bool]) -> bool:
    """Whether an act seems done before it begins; then the test would prove nothing."""
    try:
        return is_done(mode.session)
    except KeyError:
        return False


# -- the disk -------------------------------------------------------------------------------------


def test_what_was_answered_is_on_disk(mode: Played) -> None:
    for n in range(20):
        mode.answer(f"KM: ligne {n}")
        assert mode.on_disk.notes("presentations")["KM"].endswith(f"\nligne {n}")


def test_an_answer_says_that_its_change_is_not_saved_and_quit_refuses(
    mode: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = mode.one("KM: un puits")
    assert said.startswith(f"{KM}. Not saved anywhere: disk full.")
    said = mode.one("/quit")
    assert said.startswith("Cannot leave: 2 words typed since ")
    assert said.endswith("/quit leave discards what is not saved.")
    assert not mode.ended
    monkeypatch.undo()
    assert mode.one("KM: un four") == KM
    assert mode.one("/quit") == "The session is closed."


def test_a_session_that_was_taken_over_is_read_only_and_says_so(mode: Played) -> None:
    mode.answer("KM: un puits")
    lock = take_over(mode.opened.path)
    said = mode.one("KM: un four")
    assert said.startswith(f"{KM}. Read only. gsef-tui note --take-over takes the session back.")
    for line in ("KM: deux", "/gap", "/undo", "/floor ti"):
        assert mode.one(line).startswith("Read only. ")
    assert mode.answer("/people")[0] == "4 people"
    assert mode.on_disk.notes("presentations")["KM"].endswith("un puits")
    lock.release()


def test_a_row_is_one_line_even_if_what_it_repeats_is_not(mode: Played) -> None:
    assert mode.one("/goto un\u2028deux").startswith("There is no place “un deux”.")
    mode.answer("/set facts.title un\u2028deux")
    assert mode.answer("/missing")[0].endswith(" missing")
    assert mode.one("/undo").count("\n") == 0


# -- any line -------------------------------------------------------------------------------------

WORDS = [f"/{command.name}" for command in LINE_COMMANDS if command.name not in ("photo", "export")]
MARKS = [
    "",
    "KM: ",
    "ZZ: ",
    "? ",
    "A: ",
    "= ",
    "! ",
    "+ ",
    "X1 = ",
    "> KM",
    "s/a/b/",
    "s/a/b/g",
    "\\ ",
]


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from([*WORDS, *MARKS]), st.text(max_size=8)), max_size=6))
def test_any_lines_are_answered_in_single_rows_and_none_is_lost(
    mode: Played, lines: list[tuple[str, str]]
) -> None:
    for head, rest in lines:
        typed = f"{head} {rest}" if head.startswith("/") else head + rest
        rows = mode.answer(typed)
        assert rows
        assert all("\n" not in row for row in rows)
        if head == "" and rest.strip().isalnum() and len(rest.strip()) > 1:
            assert any(rest.strip() in mode.opened.text(place) for place in places(mode.session))
