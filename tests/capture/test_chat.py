"""A pasted piece of a call's chat, in each form that Zoom writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.capture.chat import Message, messages_in, read_chat
from gsef_tui.model.clean import clean

ANNA = Message("Anna Lee", "Combien ?")
BOTH = (ANNA, Message("김민수", "Et après ?\nEt avant ?"))
FORMS = {
    "one line": "20:14:03 From Anna Lee to Everyone: Combien ?\n"
    "20:15:03 From 김민수 to Everyone: Et après ?\nEt avant ?\n",
    "2020": "20:14:03\t From  Anna Lee : Combien ?\r\n"
    "20:15:03\t From  김민수 : Et après ?\rEt avant ?\r\n",
    "2020, webinar": "20:14:03\t From  Anna Lee  to  All panelists : Combien ?\n"
    "20:15:03\t From  김민수  to  All panelists : Et après ?\nEt avant ?",
    "2021": "20:14:03 From  Anna Lee  to  Everyone : Combien ?\n"
    "20:15:03 From  김민수  to  Everyone : Et après ?\nEt avant ?",
    "2022": "20:14:03 From  Anna Lee  to  Everyone: \n  Combien ?\n"
    "20:15:03 From  김민수  to  Everyone: \n  Et après ?\n  Et avant ?\n",
    "2024": "20:14:03 From Anna Lee To Everyone:\r\n\tCombien ?\r\n"
    "20:15:03 From 김민수 To Everyone:\r\n\tEt après ?\r\n\tEt avant ?\r\n",
    "2025": "2031-10-04 20:14:03 From Anna Lee To Everyone:\n\tCombien ?\n\t\n"
    "2031-10-04 20:15:03 From 김민수 To Everyone:\n\tEt après ?\n\tEt avant ?\n\t\n",
    "cloud": "00:14:03\tAnna Lee:\tCombien ?\r\n00:15:03\t김민수:\tEt après ?\nEt avant ?\r\n",
    "copied, English": "From Anna Lee to Everyone:  09:24 AM\nCombien ?\n"
    "From 김민수 to Everyone:  09:25 AM\nEt après ?\nEt avant ?",
    "copied, French": "De Anna Lee à tout le monde:  09:24\nCombien ?\n"
    "De 김민수 à tout le monde:  09:25\nEt après ?\nEt avant ?",
    "Spanish": "20:14:03\t De  Anna Lee : Combien ?\n"
    "20:15:03\t De  김민수 : Et après ?\nEt avant ?",
    "Korean": "20:14:03\t 발신자  Anna Lee  수신자  모두에게 : Combien ?\n"
    "20:15:03\t 발신자  김민수  수신자  모두에게 : Et après ?\nEt avant ?",
    "Chinese": "20:14:03  Anna Lee 對 所有人:\n\tCombien ?\n"
    "20:15:03  김민수 對 所有人:\n\tEt après ?\n\tEt avant ?",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_chat_is_read_in_each_form(form: str) -> None:
    chat = read_chat(clean(FORMS[form]))
    assert chat is not None
    assert (chat.messages, chat.private, chat.reactions) == (BOTH, 0, 0)


def test_one_message_is_a_chat() -> None:
    chat = read_chat("20:14:03 From Anna Lee to Everyone: Combien ?")
    assert chat is not None
    assert chat.messages == (ANNA,)


@pytest.mark.parametrize(
    "to",
    [
        "Bo Li (Direct Message)",
        "Bo Li(Privately)",
        "Bo Li (direct message)",
        "Bo Li",
        "나 (En privado)",
    ],
)
def test_what_is_private_is_left_out_with_its_lines_and_counted(to: str) -> None:
    private = f"20:14:30 From Anna Lee to {to}:\n\tpsst\n\tpsst\n"
    public = "20:14:03 From Anna Lee to Everyone:\n\tCombien ?\n"
    chat = read_chat(public + private)
    assert chat is not None
    assert (chat.messages, chat.private) == ((ANNA,), 1)
    assert read_chat(private) is None, "alone it is a text, as it was pasted"


@pytest.mark.parametrize(
    "said",
    [
        'Reacted to "Combien ?" with 👍',
        'A réagi à "Combien ?" avec 👍',
        'Se ha reaccionado a "Combien ?" con ☝️',
        'Hat auf "Combien ?" mit 👍 reagiert',
        '已使用👍回应"Combien ?"',
        "add 👍",
    ],
)
def test_a_reaction_is_no_question(said: str) -> None:
    chat = read_chat(f"20:14:03\tAnna Lee:\tCombien ?\n20:14:09\tBo Li:\t{said}\n")
    assert chat is not None
    assert (chat.messages, chat.reactions) == ((ANNA,), 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "20:14 pause : café",
        "20:14:03 note: un mot",
        "8:30 pause",
        "[20:47] il dit : oui",
        "De Lyon à Paris : 2 h",
        "De Lyon à Paris: 09:24 h",
        "From here to there: a way",
        "KO: 20:14:03 From Anna Lee to Everyone: oui",
        "@@20:47",
        "un\n20:14:03 From Anna Lee to Everyone: oui",
    ],
)
def test_what_does_not_begin_as_a_chat_is_none(text: str) -> None:
    assert read_chat(text) is None


@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1).map(
            lambda word: f"«{word}»"
        ),
        min_size=1,
    )
)
def test_no_word_of_a_message_to_everyone_is_lost(words: list[str]) -> None:
    lines = "".join(f"20:14:03 From Anna to Everyone: {word}\n\t{word}\n" for word in words)
    chat = read_chat(lines)
    assert chat is not None
    assert chat.messages == tuple(Message("Anna", f"{word}\n{word}") for word in words)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_each_message_of_each_form_is_counted(form: str, end: str) -> None:
    assert messages_in(clean(FORMS[form]).replace("\n", end)) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("20:01 Ana : un\r[20:01:15] Bo : deux\r", 2),
        ("  [2031-10-04 20:14:03] Ana : un", 1),
        ("8:05 am Ana : un\n8:06 PM Bo : deux", 2),
        ("20:01:10", 1),
        ("3:2 au vote\r20 % de plus\r2031-10-04\r20:015\r20:01h", 0),
        ("De Lyon à Paris\rvers 20:14", 0),
        ("", 0),
    ],
)
def test_a_line_that_may_begin_a_message_begins_with_a_time(text: str, count: int) -> None:
    assert messages_in(text) == count
