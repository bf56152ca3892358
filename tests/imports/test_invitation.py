"""Mails, invitations and programmes become a session, and no word of them is lost."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gsef_tui.imports.call_details import CallDetail
from gsef_tui.imports.invitation import MOST_LINES, Invitation, read_invitation
from gsef_tui.imports.invitation_draft import Doubt
from gsef_tui.model.folding import fold
from gsef_tui.model.session import Session
from gsef_tui.model.template import UNFILED
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import encode
from tests.imports.reading import template
from tests.strategies import texts

MAILS = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parent / "mails").iterdir()}
TODAY = date(2026, 11, 30)
THE_THIRD = date(2026, 12, 3)
IN_SEOUL = (THE_THIRD, time(20), time(21, 30), "Asia/Seoul")

SELF, PLENARY, WORKSHOP = "Session auto-organisée", "Session plénière", "Atelier"

READ: dict[str, tuple[str, str, str, tuple[object, ...], list[str], int]] = {
    "fr-mail": (
        "Semences & territoires : qui garde les graines ?",
        SELF,
        "Français",
        IN_SEOUL,
        ["0 Odile Ferrand, Graines Communes, France", "Karim Benslimane, Réseau Atlas des Semences "
         "(RAS), Maroc", "Aya Kouadio, Université de la Lagune, Côte d'Ivoire",
         "María Inés Soto de la Vega, Cooperativa Viento Sur, Uruguay",
         "박하늘, Seoul Seed Center / 서울씨앗센터, Corée du Sud", "Koffi ADJO, REJT, Togo",
         "Céline Roy, Jardins du Nord, Canada"],
        2,
    ),
    "fr-sentence": (
        "Les communs de l'énergie",
        WORKSHOP,
        "Français",
        (date(2026, 12, 4), time(14), time(15, 30), "Europe/Paris"),
        ["0 Solène Marchetti, Réseau Énergies voisines, France",
         "Tomás Iriarte, Cooperativa Viento Sur, Uruguay", "Awa Diop, Ville de Thiès, Sénégal",
         "Kofi Mensah, Accra Solar Co-op, Ghana"],
        1,
    ),
    "fr-programme": (
        "L'habitat coopératif, un droit ?",
        PLENARY,
        "Français",
        (date(2026, 10, 6), time(10, 30), time(12), "Africa/Dakar"),
        ["0 Fatou Ndiaye, Ville de Dakar, Sénégal", "Ana Torres", "Louis Meyer", "Grace Owusu",
         "Min-ho Lee"],
        1,
    ),
    "en-labels": (
        "Care work and the solidarity economy",
        WORKSHOP,
        "Anglais",
        IN_SEOUL,
        ["0 Ingrid Solberg, Nordic Care Alliance, Norway",
         "Amara Okafor, Lagos Care Network, Nigeria",
         "Park Jiyeon, Seoul Care Cooperative, South Korea",
         "Lucía Fernández, Red de Cuidados del Sur, Argentina"],
        2,
    ),
    "en-headings": (
        "SOCIAL FINANCE FOR CITIES",
        SELF,
        "Anglais",
        IN_SEOUL,
        ["0 Helen Brook, Ward Institute, United Kingdom",
         "Omar Haddad, Amman Development Fund, Jordan",
         "Mei Lin Tan, Penang Social Enterprise Hub, Malaysia"],
        0,
    ),
    "en-forwarded": (
        "Food chains",
        "",
        "",
        (date(2027, 10, 5), time(14), time(15, 30), "Europe/Paris"),
        ["John Smith, Food Trust, Canada", "0 Aïcha Benali, Coop Atlas, Morocco"],
        0,
    ),
    "en-indented": (
        "Housing without landlords",
        WORKSHOP,
        "",
        (date(2026, 12, 4), time(11), time(12, 30), "America/New_York"),
        ["0 Ruth Adler, Homes in Common, United States", "Priya Nair, Kochi Land Trust, India",
         "Tom Baker, Leeds Housing Co-op, UK"],
        2,
    ),
    "es-paragraph": (
        "Compras públicas y economía social",
        SELF,
        "Espagnol",
        (THE_THIRD, time(9), time(10, 30), "America/Bogota"),
        ["0 Lucía Paredes, Universidad del Valle, Colombia",
         "Andrés Quispe, Municipalidad de Cusco, Perú",
         "Rosa Elena Vargas, Red Comparte, Ecuador", "Joan Ferrer, Ajuntament de Girona, España"],
        2,
    ),
    "es-bullets": (
        "Cooperativas de plataforma",
        WORKSHOP,
        "",
        (date(2026, 10, 6), time(16), time(17, 30), "Europe/Madrid"),
        ["0 Inés Soto, Universidad de Sevilla, España", "Pablo Ruiz, Cooperativa Rodar, México",
         "Tereza Lima, Rede Sol, Brasil"],
        0,
    ),
    "es-prosa": (
        "Cuidar el agua",
        PLENARY,
        "Espagnol",
        (date(2026, 10, 7), time(16), time(17, 30), "Europe/Madrid"),
        ["Carmen Gil, Aguas del Valle, España", "Joaquín Paz, Foro del Agua, Chile",
         "0 Berta Luna, Red de Pueblos, México"],
        1,
    ),
    "ko-labels": (
        "사회적경제와 지역 돌봄",
        WORKSHOP,
        "Coréen",
        IN_SEOUL,
        ["0 이서연, 한국협동조합연구소, 대한민국", "박지훈, 성공회대학교, 한국", "최민아",
         "Jean Dupont, RTES, 프랑스"],
        2,
    ),
    "ko-programme": (
        "지역화폐의 미래",
        SELF,
        "",
        (date(2026, 10, 6), time(14), time(15, 30), "Asia/Seoul"),
        ["0 정하늘", "오세진, 전주시청", "한가람, 지역화폐연구소"],
        1,
    ),
    "ko-sentence": (
        "마을이 돌보는 아이들",
        "",
        "",
        (THE_THIRD, time(20), time(21, 30), ""),
        ["0 문소라, 마을연구소, 한국", "강도현, 부산 동구청", "윤슬기, 아이돌봄 협동조합"],
        2,
    ),
}  # fmt: skip
"""What each mail says: title, type, language, when, people (``0`` leads), number of questions."""

DOUBTS = {
    "fr-mail": set(),
    "en-labels": set(),
    "en-indented": set(),
    "es-bullets": set(),
    "ko-labels": set(),
    "fr-sentence": {("type", Doubt.NOT_SAID), ("spoken", Doubt.NOT_SAID),
                    ("title", Doubt.NOT_SAID)},
    "en-forwarded": {("date", Doubt.NO_YEAR), ("title", Doubt.NOT_SAID)},
    "ko-sentence": {("date", Doubt.NO_YEAR)},
    "fr-doubtful": {("date", Doubt.MONTH_OR_DAY), ("starts", Doubt.ZONES), ("ends", Doubt.ZONES),
                    ("time_zone", Doubt.ZONES), ("CD", Doubt.SEVERAL)},
}  # fmt: skip


def invitation(text: str) -> Invitation:
    return read_invitation(text, Session(template=template(), language="fr"), TODAY)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


OTHERWISE = words("""
    12h 12h00 13h30 20h 21h30 10h30 2026년 12월 10월 3일 6일 8시 8시부터 9시 30분 30분까지
    1 2 3 4 5 6 7 8 9 15 16 a p m pm est cet kst mon thursday jeudi mardi martes jueves 목
    목요일 화요일 oct december decembre diciembre octubre octobre heure hora time 시간 오후
    paris seoul 서울 english espanol 한국어 in
    titre date moderation moderatrice intervenants question questions principale principales
    panel animation avec title type language moderator speakers key chair panelists when topic
    facilitator guiding titulo tipo fecha idioma modera moderadora ponentes preguntas pregunta
    orientadoras participan intervienen 제목 유형 일시 언어 좌장 연사 발표자 사회 주요 핵심 질문
    workshop taller 워크숍 self managed seance 자율 기획 세션
    dr prof mme ms et y 교수
""")
"""The words that a session has in another form: days, hours, zones, languages, types; labels,
courtesy titles, and what stands between people."""

CALL = words("""
    https us us02web us06web zoom j pwd abcdef 81234567890 123456 85555555555 81112223333 id
    reunion meeting 회의 812 3456 7890 987 6543 2100 code secret 4f7xk2 passcode s3cret codigo
    acceso 998877 contrasena 1234 암호 비밀번호 1q2w3e 990011 rejoindre la join enlace 줌 링크
""")
"""The words that give access to a call."""


def person_texts(session: Session) -> list[str]:
    leads = {role.id for role in session.template.roles if role.leads}
    return [
        ("0 " if person.role in leads else "")
        + ", ".join(filter(None, (person.name, person.organisation, person.country)))
        for person in session.people.values()
    ]


@pytest.mark.parametrize("mail", READ)
def test_a_mail_comes_out_whole(mail: str) -> None:
    session = invitation(MAILS[mail]).session
    title, kind, spoken, when, people, questions = READ[mail]
    facts = session.facts
    assert facts.get("title") == title
    assert (facts.get("type", ""), facts.get("spoken", "")) == (kind, spoken)
    found = tuple(facts.get(key, "") for key in ("date", "starts", "ends", "time_zone"))
    assert found == when
    assert person_texts(session) == people
    asked = facts.get("questions", ())
    assert isinstance(asked, tuple)
    assert len(asked) == questions


@pytest.mark.parametrize("mail", DOUBTS)
def test_what_a_mail_does_not_say_clearly_is_doubtful(mail: str) -> None:
    doubtful = invitation(MAILS[mail]).doubtful
    assert {(part.place.key, part.doubt) for part in doubtful} == DOUBTS[mail]


def test_doubtful_parts_give_the_readings_and_the_line() -> None:
    doubtful = {part.place.key: part for part in invitation(MAILS["fr-doubtful"]).doubtful}
    assert doubtful["date"].readings == ("2026-12-03", "2026-03-12")
    assert doubtful["date"].line == 2
    assert doubtful["CD"].readings == ("Claire Dubois", "Claire Duboys")
    assert doubtful["CD"].line == 6


def test_greetings_and_remarks_are_not_filed() -> None:
    text = invitation(MAILS["fr-mail"]).session.text(UNFILED)
    assert text.startswith("Bonjour,\n")
    assert "interprétation KO/ES" in text
    assert "Koffi ADJO : à confirmer" in text
    assert text.endswith("Bien cordialement,\nLise")
    assert "Intervenants" not in text


def test_a_weekday_of_another_day_is_doubtful_and_stays() -> None:
    read = invitation("Titre : Semences\nDate : vendredi 3 décembre 2026")
    assert [part.doubt for part in read.doubtful] == [Doubt.WEEKDAY]
    assert read.session.text(UNFILED) == "Date : vendredi 3 décembre 2026"


def test_one_line_is_the_title() -> None:
    read = invitation("Semences et territoires")
    assert read.session.facts == {"title": "Semences et territoires"}
    assert not read.doubtful


def test_what_the_session_has_stays() -> None:
    session = Session(template=template(), language="fr", facts={"title": "Semences"})
    read = read_invitation("Titre : Graines\nLangue : français", session, TODAY)
    assert read.session.facts == {"title": "Semences", "spoken": "Français"}
    assert read.session.text(UNFILED) == "Titre : Graines"


def test_what_gives_access_to_the_call_is_left_out_by_name() -> None:
    read = invitation(MAILS["fr-sentence"])
    kinds = [(found.line, found.what) for found in read.left_out]
    assert kinds == [
        (16, CallDetail.LINK),
        (17, CallDetail.NUMBER),
        (18, CallDetail.PASSCODE),
    ]


@pytest.mark.parametrize(
    "secret",
    [
        "https://us02web.zoom.us/j/81234567890?pwd=x9",
        "Meeting ID: 812 3456 7890",
        "ID de réunion : 812 3456 7890",
        "Code secret : x9k2",
        "Passcode\nx9k2",
        "+82233334444,,81234567890#,,,,*998877# Seoul",
        "Contraseña: x9k2",
        "암호: x9k2",
        "Teams : https://teams.microsoft.com/l/meetup-join/x9k2",
    ],
)
def test_no_secret_of_the_call_is_stored(secret: str) -> None:
    read = invitation(f"Titre : Semences\n{secret}\nMerci !")
    stored = encode(read.session).decode()
    assert read.left_out
    assert not re.search("x9|812|998877", stored)
    assert "Merci !" in read.session.text(UNFILED)


@pytest.mark.parametrize("mail", MAILS)
def test_no_word_of_a_mail_is_lost(mail: str) -> None:
    stored = encode(invitation(MAILS[mail]).session).decode()
    assert words(MAILS[mail]) - words(stored) <= OTHERWISE | CALL


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_word_of_shuffled_lines_is_lost(data: st.DataObject) -> None:
    mail = data.draw(st.sampled_from(sorted(MAILS)))
    text = "\n".join(data.draw(st.permutations(MAILS[mail].split("\n"))))
    read = invitation(text)
    stored = encode(read.session).decode()
    assert words(text) - words(stored) <= OTHERWISE | CALL
    assert all(0 < part.line <= text.count("\n") + 1 for part in read.parts)


def test_a_whole_book_is_filed_and_not_read_line_by_line() -> None:
    book = "\n".join(f"Phrase {n} du livre, en entier." for n in range(MOST_LINES + 50))
    read = invitation(f"Titre : Semences\n{book}\nIntervenant : Koffi Adjo, REJT (Togo)")
    assert read.session.facts["title"] == "Semences"
    assert not read.session.people
    stored = read.session.text(UNFILED)
    assert f"Phrase {MOST_LINES + 49} du livre" in stored
    assert stored.endswith("Intervenant : Koffi Adjo, REJT (Togo)")


@given(texts)
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_pasted(text: str) -> None:
    read = invitation(text)
    assert decode(encode(read.session), "x.toml").facts == read.session.facts
