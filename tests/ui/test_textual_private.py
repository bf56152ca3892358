"""Every private name of Textual that is used, each with a test that the installed Textual has it.

The program uses them in ``gsef_tui/ui/textual_private`` and nowhere else, which is tested here too.
What the names of the editor do is tested by ``tests/ui/editor/test_private.py``, what those of the
driver do by ``tests/process`` on a real terminal.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import io
import re
import signal
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType, NoneType
from typing import Any, NamedTuple

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.binding import BindingsMap
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

import gsef_tui.ui
from gsef_tui.ui.app import GsefApp
from gsef_tui.ui.textual_private.application import (
    CrashHandlingApp,
    disable_toasts_and_tooltips,
    make_switchable,
    remove_builtin_bindings,
)
from gsef_tui.ui.textual_private.driver import terminal_driver

from .private_names import Found, is_private, modules, uses

PRIVATE = "gsef_tui.ui.textual_private"
TESTS = Path(__file__).parents[1]


class Function(NamedTuple):
    """A function or method with these parameters. One that is overridden has ``called_by``: the
    code of Textual that calls it by its name, without which ours would never run."""

    parameters: str
    called_by: str = ""


class Value(NamedTuple):
    """An attribute with a value of this type. One that is assigned has ``read_by``: the code of
    Textual that reads it, without which the assignment would do nothing."""

    type: type | tuple[type, ...]
    read_by: str = ""


class Kind(NamedTuple):
    """A class, a module or a variable of a module, as an instance of this type."""

    type: type


class Use(NamedTuple):
    """A private name: whose it is, its shape, and what it is used for."""

    owner: str
    name: str
    shape: Function | Value | Kind
    purpose: str


APP, SCREEN, WIDGET, NODE = (
    "textual.app.App", "textual.screen.Screen", "textual.widget.Widget", "textual.dom.DOMNode",
)  # fmt: skip
COMPOSITOR, UPDATES = "textual._compositor.Compositor", "textual._compositor"
AREA, WRAPPED = "textual.widgets.TextArea", "textual.widgets.text_area.WrappedDocument"
DRIVER = "textual.drivers.linux_driver.LinuxDriver"
STYLES = "textual._styles_cache.StylesCache"

APPLICATION = (
    Use(APP, "_handle_exception",
        Function("self, error", "textual.message_pump.MessagePump._process_messages_loop"),
        "a crash is reported without notes, and the process ends with status 1"),
    Use(APP, "_exception", Value(NoneType, f"{APP}.run_test"), "a crash fails the test it is in"),
    Use(APP, "_exception_event", Value(asyncio.Event, "textual.pilot.Pilot._wait_for_screen"),
        "a crash wakes the test that waits"),
    Use(APP, "_disable_notifications", Value(bool, f"{SCREEN}._extend_compose"),
        "screens mount no widget for toasts"),
    Use(APP, "_disable_tooltips", Value(bool, f"{SCREEN}._extend_compose"),
        "screens mount no widget for tooltips"),
    Use(NODE, "_bindings", Value(BindingsMap, f"{APP}._binding_chain"),
        "the application's own key bindings are removed"),
    Use(SCREEN, "_push_result_callback", Function("self, requester, callback, future=None"),
        "the first screen can be switched for another"),
    Use(NODE, "_merge_bindings", Function(""), "which key runs which action of a TextArea"),
    Use(APP, "_driver", Value(Driver), "the terminal's driver stops the process, leaves the mouse"),
)  # fmt: skip
DRAWING = (
    Use(UPDATES, "Compositor", Kind(type), "base class of RowsCompositor"),
    Use(UPDATES, "CompositorUpdate", Kind(type), "base class of CellsUpdate"),
    Use(SCREEN, "_compositor", Value(Compositor, f"{SCREEN}._compositor_refresh"),
        "a screen gets a RowsCompositor"),
    Use(COMPOSITOR, "_get_renders", Function("self, crop=None", f"{COMPOSITOR}._render_chops"),
        "only visible rows are rendered"),
    Use(COMPOSITOR, "_dirty_regions", Value(set), "whether anything waits to be drawn"),
    Use(SCREEN, "_compositor_refresh", Function("self"), "draw now, not at the next timer tick"),
    Use(SCREEN, "_dirty_widgets", Value(set), "which widgets wait to be drawn"),
    Use(WIDGET, "_repaint_regions", Value(set), "whether a widget waits to be drawn"),
    Use(WIDGET, "_repaint_required", Value(bool, f"{WIDGET}._check_refresh"),
        "a widget that was drawn is not drawn again"),
    Use(WIDGET, "_layout_required", Value(bool), "whether a layout is pending"),
    Use(WIDGET, "_scroll_required", Value(bool), "whether a scroll is pending"),
    Use(APP, "_batch_count", Value(int), "within a batch nothing is drawn"),
    Use(APP, "_display", Function("self, screen, renderable"), "send changed cells to the driver"),
)  # fmt: skip
EDITOR = (
    Use(AREA, "_set_document", Function("self, text, language", f"{AREA}.load_text"),
        "a text gets a FastWrappedDocument"),
    Use(AREA, "_refresh_size", Function("self", f"{AREA}.edit"),
        "the size is set when the height changed"),
    Use(AREA, "_watch_selection", Function("self, previous_selection, selection"),
        "a move of the cursor refreshes two lines"),
    Use(AREA, "_recompute_cursor_offset", Function("self"), "the cursor's row after a move"),
    Use(AREA, "_cursor_offset", Value(tuple), "whether the cursor's row is visible"),
    Use(AREA, "_theme", Value(TextAreaTheme), "the styles of text, cursor and selection"),
    Use(AREA, "_highlights", Value(dict), "highlighted text is drawn by TextArea"),
    Use(AREA, "_draw_cursor", Value(bool), "whether the cursor is visible"),
    Use(AREA, "_render_line", Function("self, y", f"{AREA}.render_line"),
        "a plain row is cut from its line"),
    Use(WRAPPED, "_wrap_offsets", Value(list, f"{WRAPPED}.get_offsets"), "where lines are cut"),
    Use(WRAPPED, "_width", Value(int, f"{WRAPPED}.offset_to_location"), "the width of a row"),
    Use(WRAPPED, "_tab_width", Value(int, f"{WRAPPED}.offset_to_location"), "the width of a tab"),
    Use(WRAPPED, "_offset_to_line_info", Value(list, f"{WRAPPED}.offset_to_location"),
        "the line of a row, answered without a list"),
    Use(WRAPPED, "_line_index_to_offsets", Value(list, f"{WRAPPED}.location_to_offset"),
        "the rows of a line, answered without lists"),
    Use("textual._wrap", "compute_wrap_offsets",
        Function("text, width, tab_size, fold=True, precomputed_tab_sections=None"),
        "wraps a line with tabs, marks or emoji"),
    Use("textual._styles_cache", "StylesCache", Kind(type), "its cache keeps removed widgets"),
    Use(STYLES, "get_inner_outer",
        Function("_cache, base_background, background", f"{STYLES}.render_line"),
        "replaced by one that keeps colours only"),
    Use(APP, "__watchers", Value(dict, "textual.reactive.Reactive._check_watchers"),
        "a removed TextArea stops watching the theme"),
)  # fmt: skip
TERMINAL = (
    Use("textual._xterm_parser", "XTermParser", Kind(type), "parses keys on the event loop"),
    Use("textual._ansi_sequences", "ANSI_SEQUENCES_KEYS", Kind(dict),
        "the keys of rare sequences, and the names of rare keys"),
    Use(DRIVER, "_mouse", Value(bool), "whether a report of the mouse was asked for"),
    Use(DRIVER, "_request_terminal_sync_mode_support",
        Function("self", f"{DRIVER}.start_application_mode"), "asks no terminal that prints it"),
    Use(DRIVER, "_query_in_band_window_resize",
        Function("self", f"{DRIVER}.start_application_mode"), "asks no terminal that prints it"),
    Use(DRIVER, "_app", Value(App), "is told of the end of the terminal"),
    Use(DRIVER, "_debug", Value(bool), "passed on to the parser"),
    Use(DRIVER, "_file", Value(io.TextIOBase), "what Output writes to"),
    Use(DRIVER, "_loop", Value(asyncio.AbstractEventLoop), "reads the terminal"),
    Use(DRIVER, "_writer_thread", Value(NoneType, f"{DRIVER}.write"), "is replaced by Output"),
    Use(DRIVER, "_run_input_thread", Function("self", f"{DRIVER}.start_application_mode"),
        "watches for the end of the terminal"),
    Use(DRIVER, "_auto_restart", Value(bool), "whether SIGCONT starts application mode"),
    Use(DRIVER, "_sigtstp_application", Function("self, *_"), "gives the terminal back and stops"),
    Use(DRIVER, "_sigcont_application", Function("self, *_", f"{DRIVER}.__init__"),
        "restores the terminal on the event loop"),
    Use(DRIVER, "_patch_lflag", Function("attrs"), "sets the terminal's modes again"),
    Use(DRIVER, "_patch_iflag", Function("attrs"), "sets the terminal's modes again"),
    Use(DRIVER, "_enable_bracketed_paste", Function("self"), "sets the terminal's modes again"),
    Use(DRIVER, "_disable_line_wrap", Function("self"), "sets the terminal's modes again"),
    Use(DRIVER, "_in_band_window_resize", Value(bool), "whether the terminal reports its size"),
    Use(DRIVER, "_enable_in_band_window_resize", Function("self"), "has it report its size again"),
    Use(DRIVER, "_enable_mouse_support", Function("self"), "follows the mouse"),
    Use(DRIVER, "_disable_mouse_support", Function("self"), "leaves the mouse to the terminal"),
)  # fmt: skip
ONLY_TESTS = (
    Use("textual.keys", "_character_to_key", Function("character"), "keys as the parser does"),
    Use("textual.message_pump.MessagePump", "_context", Function("self"), "acts on two apps"),
    Use("textual._context", "active_app", Kind(contextvars.ContextVar), "the app that draws"),
    Use(APP, "_notifications", Value(object), "whether a toast is shown"),
    Use(NODE, "_component_styles", Value(dict), "a removed widget has no styles"),
    Use(SCREEN, "_on_timer_update", Function("self"), "a tick of the timer that draws"),
    Use(COMPOSITOR, "_render_chops", Function("self, crop, is_rendered_line"), "counts frames"),
    Use(AREA, "_replace_via_keyboard", Function("self, insert, start, end"), "types into stock"),
    Use(AREA, "_rewrap_and_refresh_virtual_size", Function("self"), "why wrapping is repeated"),
    Use("textual.widgets", "_text_area", Kind(ModuleType), "how stock asks for its rows"),
    Use("textual.document", "_document_navigator", Kind(ModuleType), "how stock asks for rows"),
    Use("textual.reactive.Reactive", "_repaint", Value(bool), "stock repaints at a move"),
    Use(WIDGET, "_message_queue", Value(object), "whether a message waits"),
    Use(WIDGET, "_next_callbacks", Value(list), "whether a callback waits"),
    Use(SCREEN, "_callbacks", Value(list), "whether something follows the next frame"),
    Use("textual.signal.Signal", "_subscriptions", Value(object), "who keeps a removed widget"),
)  # fmt: skip
PROGRAM = (*APPLICATION, *DRAWING, *EDITOR, *TERMINAL)
TABLE = (*PROGRAM, *ONLY_TESTS)
LISTED = frozenset(use.name for use in TABLE)

MISSING = object()
Values = Mapping[tuple[str, str], object]


def test_each_name_is_listed_once() -> None:
    assert len({(use.owner, use.name) for use in TABLE}) == len(TABLE)
    assert all(use.purpose for use in TABLE)


# -- the installed Textual has each ---------------------------------------------------------------


class Stock(App[None]):
    """Textual's own editor on Textual's own screen."""

    def compose(self) -> ComposeResult:
        yield TextArea("un\ndeux")


async def _values() -> Values:
    """The attribute of each ``Value`` of the table, on a running application."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    async with Stock().run_test() as pilot:
        app, area = pilot.app, pilot.app.query_one(TextArea)
        area.focus()
        await pilot.pause()
        objects: dict[str, object] = {
            APP: app,
            SCREEN: app.screen,
            WIDGET: area,
            NODE: area,
            AREA: area,
            WRAPPED: area.wrapped_document,
            COMPOSITOR: getattr(app.screen, "_compositor", None),
            DRIVER: LinuxDriver(app),
            "textual.reactive.Reactive": TextArea.__dict__["selection"],
            "textual.signal.Signal": app.screen.text_selection_started_signal,
        }
        for number, handler in handlers.items():
            signal.signal(number, handler)
        return {
            (use.owner, use.name): getattr(objects[use.owner], use.name, MISSING)
            for use in TABLE
            if isinstance(use.shape, Value)
        }


@pytest.fixture(scope="module")
def values() -> Values:
    return asyncio.run(_values())


def check(use: Use, values: Values) -> None:
    """Fail unless the installed Textual has a name in the shape that is used."""
    shape, there = use.shape, ""
    if isinstance(shape, Value):
        value = values[use.owner, use.name]
        assert value is not MISSING, f"{use.owner} has no {use.name}"
        assert isinstance(value, shape.type), f"{use.name} is {value!r}"
        there = shape.read_by
    else:
        value = getattr(resolve_name(use.owner), use.name, MISSING)
        assert value is not MISSING, f"{use.owner} has no {use.name}"
        if isinstance(shape, Kind):
            assert isinstance(value, shape.type)
        elif isinstance(shape, Function):
            assert callable(value)
            assert _parameters(value) == shape.parameters
            there = shape.called_by
    if there:
        assert re.search(rf"\b{use.name}\b", _source(there)), f"{there} does not use {use.name}"


def _parameters(function: Any) -> str:
    parameters = inspect.signature(function).parameters.values()
    return ", ".join(str(p.replace(annotation=p.empty)) for p in parameters)


def _source(name: str) -> str:
    found = resolve_name(name)
    return inspect.getsource(getattr(found, "fget", found))


def title(use: Use) -> str:
    return f"{use.owner.rpartition('.')[2]}.{use.name}"


@pytest.mark.parametrize("use", TABLE, ids=title)
def test_textual_has_the_name_in_the_shape_that_is_used(use: Use, values: Values) -> None:
    check(use, values)


@pytest.mark.parametrize("use", TABLE, ids=title)
def test_a_name_that_disappears_is_noticed(
    use: Use, values: Values, monkeypatch: pytest.MonkeyPatch
) -> None:
    if isinstance(use.shape, Value):
        values = {**values, (use.owner, use.name): MISSING}
    else:
        owner = resolve_name(use.owner)
        classes = owner.__mro__ if isinstance(owner, type) else (owner,)
        monkeypatch.delattr(next(c for c in classes if use.name in vars(c)), use.name)
    with pytest.raises(AssertionError, match=f"has no {use.name}"):
        check(use, values)


# -- and it does what it is used for --------------------------------------------------------------


async def test_screens_mount_nothing_for_toasts_and_tooltips() -> None:
    async with Stock().run_test(notifications=True, tooltips=True) as pilot:
        mounted = []
        for _ in range(2):
            await pilot.app.push_screen(Screen[None]())
            pilot.app.notify("un")
            await pilot.pause()
            children = [type(child).__name__ for child in pilot.app.screen.walk_children()]
            mounted.append({"Tooltip", "ToastRack", "Toast"} & set(children))
            disable_toasts_and_tooltips(pilot.app)  # type: ignore[arg-type]
        assert mounted == [{"Tooltip", "ToastRack", "Toast"}, set()]


def test_the_program_disables_both(folder: Path, cantines: Path) -> None:
    """A pilot sets both when it starts, so they are looked at before."""
    app = GsefApp(cantines, "unfiled", folder)
    assert app._disable_notifications
    assert app._disable_tooltips


class Failing(CrashHandlingApp):
    """An application that fails at a key, after it was built."""

    def __init__(self) -> None:
        super().__init__()
        self.crashes: list[Exception] = []

    def on_key(self) -> None:
        raise ZeroDivisionError("at a key")

    def handle_crash(self, error: Exception) -> None:
        self.crashes.append(error)
        self.exit(1, return_code=1)


async def test_an_exception_goes_to_the_applications_handler_and_to_the_test() -> None:
    app = Failing()
    with pytest.raises(ZeroDivisionError, match="at a key"):
        async with app.run_test() as pilot:
            await pilot.press("a")
    assert [str(error) for error in app.crashes] == ["at a key"]
    assert app.return_code == 1


class Quitting(App[int]):
    """Counts how often it should quit."""

    quits = 0

    async def action_quit(self) -> None:
        self.quits += 1


async def test_bindings_that_were_removed_take_no_key() -> None:
    app = Quitting()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        remove_builtin_bindings(app)
        await pilot.press("ctrl+q")
        assert app.quits == 1


class Starting(App[int]):
    """Starts with a screen of its own."""

    def get_default_screen(self) -> Screen[None]:
        return make_switchable(Screen[None](id="first"), self)


async def test_the_first_screen_can_be_switched_for_another() -> None:
    app = Starting()
    async with app.run_test():
        await app.switch_screen(Screen[None](id="second"))
        assert [screen.id for screen in app.screen_stack] == ["second"]


async def test_an_application_without_a_terminal_has_no_driver_of_ours() -> None:
    async with Stock().run_test() as pilot:
        assert terminal_driver(pilot.app) is None


async def test_a_background_is_styled_by_its_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual asks the function that replaces ``get_inner_outer`` for each row of a frame."""
    asked: list[object] = []
    styles = resolve_name(STYLES)
    plain = styles.get_inner_outer

    def told(cache: object, base: Any, background: Any) -> object:
        asked.append(background)
        return plain(cache, base, background)

    monkeypatch.setattr(styles, "get_inner_outer", told)
    async with Stock().run_test() as pilot:
        asked.clear()
        pilot.app.query_one(TextArea).refresh(Region(0, 0, 5, 1))
        await pilot.pause()
        assert asked


# -- nothing else is used -------------------------------------------------------------------------


@cache
def of_the_program() -> tuple[Found, ...]:
    return tuple(f for name, path in modules(gsef_tui.ui) for f in uses(path, name, LISTED))


def of_the_tests() -> Iterator[Found]:
    for part in ("ui", "bench", "process"):
        for path in sorted((TESTS / part).rglob("*.py")):
            if path.stem != "__main__":
                module = ".".join(path.relative_to(TESTS.parent).with_suffix("").parts)
                yield from uses(path, module.removesuffix(".__init__"), LISTED)


@pytest.mark.slow
def test_no_other_module_of_the_program_uses_a_private_name() -> None:
    assert [found for found in of_the_program() if not found.module.startswith(PRIVATE)] == []


@pytest.mark.slow
def test_every_private_name_that_the_program_uses_is_listed_and_no_other() -> None:
    listed = {use.name for use in PROGRAM}
    assert [found for found in of_the_program() if found.name not in listed] == []
    assert listed - {found.name for found in of_the_program()} == {"get_inner_outer"}, "is public"


@pytest.mark.slow
def test_every_private_name_that_the_tests_use_is_listed_and_no_other() -> None:
    found = list(of_the_tests())
    assert [use for use in found if use.name not in LISTED] == []
    assert {use.name for use in ONLY_TESTS} - {use.name for use in found} == set()


SOURCE = """
from textual import events, widget as w
from textual._compositor import Compositor as Base
from textual.app import App
from textual.widgets import _text_area
import textual._wrap

class Ours(App[None]):
    _sync_available = False
    def __init__(self):
        self._mine = self._driver
        self.shown._batch_count = super()._exit
    async def _on_idle(self):
        def inner(area):
            area._mine = getattr(area, "__watchers", None)
            setattr(area, "_repaint_required", False)
            return area._theme

class Plain:
    def __init__(self):
        self._driver = self._theme = None
"""


def test_each_way_of_using_a_private_name_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "private_uses.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    try:
        found = uses(tmp_path / "private_uses.py", "private_uses")
    finally:
        sys.modules.pop("private_uses", None)
    assert [(f.line, f.name) for f in found if is_private(f.name)] == [
        (5, "_text_area"),
        (6, "_wrap"),
        (9, "_sync_available"),
        (13, "_on_idle"),
        (11, "_driver"),
        (12, "_batch_count"),
        (12, "_exit"),
        (15, "__watchers"),
        (16, "_repaint_required"),
        (17, "_theme"),
    ]
    assert (3, "Compositor") in [(f.line, f.name) for f in found]
