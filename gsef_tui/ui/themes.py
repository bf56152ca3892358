"""The themes: ``gsef-dark`` and ``gsef-light``, those of Textual made legible, and those for
terminals with few colours.

A theme gives each role a colour. Style sheets use the names ``background``, ``panel``,
``surface``, ``foreground``, ``accent``, ``success``, ``warning`` and ``error``, and the variables
that begin with ``gsef-``; nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from msgspec import Struct
from textual.color import BLACK, WHITE, Color
from textual.theme import BUILTIN_THEMES, Theme

TEXT_CONTRAST = 4.5
"""The least contrast of text with each ground, by WCAG 2."""
SIGN_CONTRAST = 3.0
"""The least contrast of bars and scrollbars with what they lie on, by WCAG 2."""
STEP = 0.1
"""The part of white or black that one step adds to a colour without enough contrast."""

Variables: TypeAlias = dict[str, str]


class Roles(Struct, frozen=True):
    """The colour of each role, as Textual writes colours.

    ``background``: the notes and lists. ``panel``: what lies beside or over them. ``surface``:
    header, footer, title rows. ``row``: the current row. ``selection``: selected text, in the
    colour ``foreground``. ``rule`` is never text nor a sign.
    """

    background: str
    panel: str
    surface: str
    row: str
    selection: str
    foreground: str
    strong: str
    muted: str
    placeholder: str
    accent: str
    success: str
    warning: str
    error: str
    on_error: str
    quote: str
    code: str
    presence: str
    rule: str
    border: str
    scrollbar: str


DARK = Roles(
    background="#14161A", panel="#1B1E23", surface="#252A30", row="#2C323B", selection="#1C2E66",
    foreground="#D9DEE5", strong="#F6F8FA", muted="#9EA8B5", placeholder="#98A1AE",
    accent="#80B2F8", success="#52DFC0", warning="#F9CB55", error="#FC786B", on_error="#14161A",
    quote="#CBB9F5", code="#A5D5E2", presence="#F09AD4",
    rule="#4A5260", border="#6F7A8A", scrollbar="#626D7D",
)  # fmt: skip
LIGHT = Roles(
    background="#FCFBF8", panel="#F3F2EF", surface="#E9E7E3", row="#E2E4E7", selection="#C3DBF7",
    foreground="#23272F", strong="#0B0E13", muted="#535B66", placeholder="#565E69",
    accent="#1A4FB5", success="#1C5534", warning="#6F5900", error="#AE1F5A", on_error="#FFFFFF",
    quote="#4B2E9A", code="#0B5468", presence="#93237A",
    rule="#C3BFB6", border="#7C7870", scrollbar="#8C887F",
)  # fmt: skip


def variables(roles: Roles) -> Variables:
    """Return the variables of a theme, for its style sheets and for the widgets of Textual.

    ``gsef-dimming`` and ``gsef-alarm`` are for the styles of ``text.content``: what makes muted
    text fainter where there is no colour for it, and how a filled block is drawn. The names that
    Textual computes are among them, because it would lose a step of a channel, and would mix
    coloured text with white or black.
    """
    own = {
        f"gsef-{name.replace('_', '-')}": getattr(roles, name)
        for name in (
            *("row", "rule", "border", "muted", "placeholder", "quote", "strong", "code"),
            *("presence", "on_error", "selection"),
        )
    }
    base = {
        name: getattr(roles, name)
        for name in (
            *("background", "panel", "surface", "foreground"),
            *("accent", "success", "warning", "error"),
        )
    }
    return {
        **base,
        **own,
        "gsef-dimming": "not dim",
        "gsef-alarm": f"{roles.on_error} on {roles.error}",
        **_textual_variables(roles),
    }


def _textual_variables(roles: Roles) -> Variables:
    """Return the variables that the widgets of Textual use."""
    return {
        "primary": roles.accent,
        "secondary": roles.quote,
        "text": roles.foreground,
        "text-muted": roles.muted,
        "foreground-muted": roles.muted,
        "text-disabled": roles.placeholder,
        "foreground-disabled": roles.placeholder,
        "text-primary": roles.accent,
        "text-secondary": roles.quote,
        "text-accent": roles.accent,
        "text-success": roles.success,
        "text-warning": roles.warning,
        "text-error": roles.error,
        "block-cursor-foreground": roles.accent,
        "block-cursor-background": roles.row,
        "block-cursor-text-style": "strong",
        "block-cursor-blurred-foreground": roles.foreground,
        "block-cursor-blurred-background": roles.row,
        "block-hover-background": roles.panel,
        "border": roles.border,
        "border-blurred": roles.rule,
        "surface-active": roles.row,
        "scrollbar": roles.scrollbar,
        "scrollbar-hover": roles.border,
        "scrollbar-active": roles.accent,
        "scrollbar-background": roles.panel,
        "scrollbar-background-hover": roles.panel,
        "scrollbar-background-active": roles.panel,
        "scrollbar-corner-color": roles.panel,
        "footer-background": roles.surface,
        "footer-key-foreground": roles.strong,
        "footer-foreground": roles.muted,
        "footer-description-foreground": roles.muted,
        "input-cursor-background": roles.foreground,
        "input-cursor-foreground": roles.background,
        "input-selection-background": roles.selection,
        "input-selection-foreground": roles.foreground,
        "screen-selection-background": roles.selection,
        "screen-selection-foreground": roles.foreground,
        "link-color": roles.foreground,
        "link-color-hover": roles.accent,
        "link-background-hover": roles.row,
    }


def default_variables() -> Variables:
    """Return values of our own variables for a theme that lacks them."""
    return {name: value for name, value in variables(DARK).items() if name.startswith("gsef-")}


def theme_of(name: str, roles: Roles, *, dark: bool) -> Theme:
    """Return a theme with exactly the colours of ``roles``."""
    return Theme(
        name,
        primary=roles.accent,
        secondary=roles.quote,
        accent=roles.accent,
        success=roles.success,
        warning=roles.warning,
        error=roles.error,
        foreground=roles.foreground,
        background=roles.background,
        surface=roles.surface,
        panel=roles.panel,
        dark=dark,
        luminosity_spread=0,
        variables=variables(roles),
    )


GSEF_DARK = theme_of("gsef-dark", DARK, dark=True)
GSEF_LIGHT = theme_of("gsef-light", LIGHT, dark=False)
DEFAULT = GSEF_DARK.name


def terminal_variables(theme: Theme) -> Variables:
    """Return the variables of a theme in the terminal's own colours. What has no colour there is
    drawn in reverse or bold by the style sheet, under ``:ansi``."""
    plain = "ansi_default"
    quote, accent = theme.secondary or plain, theme.accent or plain
    return {
        "ansi-background": "ansi_black" if theme.dark else "ansi_white",
        "ansi-foreground": "ansi_white" if theme.dark else "ansi_black",
        **theme.variables,
        "gsef-row": plain,
        "gsef-rule": plain,
        "gsef-border": plain,
        "gsef-muted": plain,
        "gsef-placeholder": plain,
        "gsef-strong": plain,
        "gsef-selection": plain,
        "gsef-on-error": plain,
        "gsef-code": accent,
        "gsef-quote": quote,
        "gsef-presence": theme.variables.get("gsef-presence", quote),
        "gsef-dimming": "dim",
        "gsef-alarm": f"reverse {theme.error or plain}",
        "border": plain,
        "border-blurred": plain,
        "scrollbar": plain,
        "scrollbar-hover": plain,
        "scrollbar-active": accent,
        "scrollbar-background": plain,
        "scrollbar-background-hover": plain,
        "scrollbar-background-active": plain,
        "block-cursor-foreground": plain,
        "block-cursor-background": plain,
        "block-cursor-text-style": "bold reverse",
        "input-cursor-foreground": plain,
        "input-cursor-background": plain,
        "input-cursor-text-style": "reverse",
        "input-selection-foreground": plain,
        "input-selection-background": plain,
    }


def _terminal_theme(
    name: str, *, dark: bool, accent: str, done: str, to_do: str, error: str, quote: str
) -> Theme:
    plain = "ansi_default"
    theme = Theme(
        name,
        ansi=True,
        dark=dark,
        primary=accent,
        accent=accent,
        secondary=quote,
        success=done,
        warning=to_do,
        error=error,
        foreground=plain,
        background=plain,
        surface=plain,
        panel=plain,
        boost=plain,
    )
    theme.variables = terminal_variables(theme)
    return theme


GSEF_16 = _terminal_theme(
    "gsef-16", dark=True, accent="ansi_cyan", done="ansi_green", to_do="ansi_yellow",
    error="ansi_bright_red", quote="ansi_magenta",
)  # fmt: skip
GSEF_16_LIGHT = _terminal_theme(
    "gsef-16-light", dark=False, accent="ansi_blue", done="ansi_blue", to_do="ansi_magenta",
    error="ansi_red", quote="ansi_magenta",
)  # fmt: skip
OURS = {theme.name: theme for theme in (GSEF_DARK, GSEF_LIGHT, GSEF_16, GSEF_16_LIGHT)}
FEW = (GSEF_16.name, GSEF_16_LIGHT.name)
"""The names of the themes for terminals with 16 colours or fewer."""


def names() -> tuple[str, ...]:
    """Return the names of all themes, ours first."""
    return (*OURS, *BUILTIN_THEMES)


def contrast(one: Color, two: Color) -> float:
    """Return the contrast of two opaque colours by WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def adapted_roles(theme: Theme) -> Roles:
    """Return legible roles for a theme with colours of its own: its background, its foreground and
    its five colours, mixed with white or black until each has enough contrast."""
    colours = theme.to_color_system().generate()
    end = WHITE if theme.dark else BLACK
    background, given = Color.parse(colours["background"]), Color.parse(colours["foreground"])
    grounds = [background, *(background.blend(given, part) for part in (0.04, 0.08, 0.12))]

    def text(colour: Color) -> str:
        return _legible(colour, grounds, TEXT_CONTRAST, end).hex

    def sign(part: float) -> str:
        return _legible(background.blend(given, part), grounds[:3], SIGN_CONTRAST, end).hex

    foreground, accent = text(given), text(Color.parse(colours["accent"]))
    quote, muted = text(Color.parse(colours["secondary"])), text(background.blend(given, 0.7))
    return Roles(
        background=background.hex,
        panel=grounds[1].hex,
        surface=grounds[2].hex,
        row=grounds[3].hex,
        selection=_selection(background, Color.parse(accent), Color.parse(foreground)).hex,
        foreground=foreground,
        strong=foreground,
        muted=muted,
        placeholder=muted,
        accent=accent,
        success=text(Color.parse(colours["success"])),
        warning=text(Color.parse(colours["warning"])),
        error=text(Color.parse(colours["error"])),
        on_error=background.hex,
        quote=quote,
        code=quote,
        presence=quote,
        rule=background.blend(given, 0.3).hex,
        border=sign(0.5),
        scrollbar=sign(0.4),
    )


def adapted(name: str) -> Theme:
    """Return a theme by its name, legible and with our variables."""
    if name in OURS:
        return OURS[name]
    theme = BUILTIN_THEMES[name]
    if theme.ansi:
        return replace(theme, variables=terminal_variables(theme))
    return theme_of(name, adapted_roles(theme), dark=theme.dark)


def _luminance(colour: Color) -> float:
    """Return the relative luminance of a colour by WCAG 2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixes(colour: Color, end: Color) -> Iterator[Color]:
    """Yield a colour, then the same mixed with ``end`` in steps, and ``end`` last."""
    for step in range(11):
        yield colour.blend(end, STEP * step)


def _legible(colour: Color, grounds: Sequence[Color], least: float, end: Color) -> Color:
    """Return the first mix of a colour with ``end`` that has ``least`` contrast with each
    ground; ``end`` if none has."""
    mixes = _mixes(colour, end)
    return next((m for m in mixes if all(contrast(m, g) >= least for g in grounds)), end)


def _selection(background: Color, accent: Color, foreground: Color) -> Color:
    """Return a ground with as much of the accent as leaves ``foreground`` legible."""
    grounds = (background.blend(accent, part / 100) for part in (30, 25, 20, 15, 10, 5))
    found = (ground for ground in grounds if contrast(ground, foreground) >= TEXT_CONTRAST)
    return next(found, background)
