"""No word of a web page is lost or doubled, however its elements nest and whichever lack an end."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gsef_tui.imports.html import read_html

ITEM = (
    "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>"
)
ELEMENTS = (
    "<p>{}</p>", "<p>{}", "<div>{}</div>", "<div>{}", "<h3>{}</h3>", "<h2>{}", "<b>{}</b>",
    "<i>{}", "<a href='https://e.org/'>{}</a>", "<a href='#x'>{}", "<pre>{}</pre>",
    "<blockquote>{}</blockquote>", "<ul><li>{}</ul>", "<ol><li>{}</li></ol>", "<ol start=3><li>{}",
    "<li>{}</li>", "<dl><dt>{}<dd></dl>", "<figure><img src=a.png>{}</figure>",
    "<table><tr><td>{}<td>x</table>", "<table><td>{}", "<td>{}</td>", "<tr>{}</tr>", "</p>{}",
    "<table><tbody><tr><th>y</th><td>{}</td></tr></tbody></table>", "</table>{}", "<o:p>{}</o:p>",
    "<span style='mso-list:Ignore'>·</span>{}", "<section>{}</section>", ITEM + "{}</p>",
)  # fmt: skip
pages = st.recursive(
    st.just("@ "),
    lambda inner: st.tuples(
        st.sampled_from(ELEMENTS), st.lists(inner, min_size=1, max_size=3).map("".join)
    ).map(lambda pair: pair[0].replace("{}", pair[1])),
    max_leaves=14,
)


@pytest.mark.slow
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pages, min_size=1, max_size=3).map("".join))
def test_each_word_is_there_once(page: str) -> None:
    words = iter(range(page.count("@")))
    numbered = re.sub("@", lambda _: f"w{next(words)}", page)
    lines = read_html(f"<html><body>{numbered}".encode())
    found = re.findall(r"w\d+", " ".join(f"{line.text} {line.caption}" for line in lines))
    assert sorted(found) == sorted(f"w{number}" for number in range(page.count("@")))
