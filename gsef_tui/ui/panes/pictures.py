"""The pane of pictures: the file, its caption, and its alternative text."""

from __future__ import annotations

from textual import events, on
from textual.events import DescendantFocus

from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.model.places import Place
from gsef_tui.model.template import Section
from gsef_tui.model.times import fact_times
from gsef_tui.report.group_photo import group_photo
from gsef_tui.storage.errors import CannotWrite, UnreadableFile, shown
from gsef_tui.storage.picture_candidates import PictureCandidate, hours, newest, picture_folders
from gsef_tui.storage.pictures import attach, picture_folder, resolve

from .form import Field, FieldSpec, FormPane
from .picture_candidates import PhotoList


class PicturesPane(FormPane):
    """Three fields for each picture. A path that is typed or dragged in is copied beside the
    session; under the empty row are the pictures taken during the session, and Enter adds one."""

    def __init__(self, opened: OpenSession, section: Section) -> None:
        super().__init__(opened, section)
        self.photos = PhotoList(self._take)

    def specs(self) -> list[FieldSpec]:
        """Return the file, caption and alternative text of each picture, and an empty file."""
        fields: list[FieldSpec] = []
        for number, key in enumerate(self.opened.session.screenshots(self.section.id), 1):
            place = Place(self.section.id, key)
            caption, alt = place._replace(part="caption"), place._replace(part="alt")
            fields += [
                FieldSpec(str(place), f"{number} File", place, head=True),
                FieldSpec(str(caption), "  Caption", caption, placeholder="What it shows"),
                FieldSpec(
                    str(alt),
                    "  Alt text",
                    alt,
                    placeholder="What people who cannot see it miss",
                ),
            ]
        invite = "Path of a picture: type it or drag the file in"
        return [*fields, FieldSpec("new", "+", None, True, invite, self._new_picture, True)]

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Record an edit; keep the list of pictures unchanged while the user types."""
        self.photos.hold()
        super().typed_in(field, edit)

    def left(self, field: Field) -> None:
        """Copy the file into the session's folder, or show why that failed."""
        place, typed = field.spec.place, field.area.text
        if place is None or place.part or not typed.strip():
            field.note()
            return
        if resolve(self.opened.path, typed) is not None:
            field.note(f"in {shown(picture_folder(self.opened.path).name)}/")
            return
        self.run_worker(self._copy(field, typed))

    async def _copy(self, field: Field, typed: str) -> None:
        path = self.opened.path
        try:
            name = await run_in_background(lambda: attach(path, typed))
        except (CannotWrite, UnreadableFile, OSError) as error:
            field.note(str(error), error=True)
            return
        if name != typed and field.area.text == typed:
            field.area.replace(name, (0, 0), field.area.document.end)
        field.note(f"copied into {shown(picture_folder(path).name)}/")

    # -- the pictures taken during the session ----------------------------------------------------

    async def rebuild(self) -> None:
        """Bring the fields in line with the session, with the list of pictures below the last
        one."""
        if not self.photos.is_attached:
            await self._body.mount(self.photos)
        await super().rebuild()
        self._body.move_child(self.photos, after=self.fields[-1])

    async def process_key(self, event: events.Key) -> bool:
        """Pass a key on the empty row to the list below."""
        return self._at_empty_row and await self.photos.process_key(event)

    @property
    def _at_empty_row(self) -> bool:
        field = self.focused_field
        return field is not None and field.spec.place is None and not field.area.text

    @on(DescendantFocus)
    def _look(self) -> None:
        """Search for pictures when the empty row gets the focus, also on return from another
        window."""
        if not self._at_empty_row or self.opened.read_only:
            return
        opened, section = self.opened, self.section.id
        times = fact_times(opened.session)
        span = hours(times, opened.now())
        if span is None:
            return
        folders = opened.settings.current.pictures

        def search() -> list[PictureCandidate]:
            shots = opened.session.screenshots(section).values()
            found = (resolve(opened.path, shot.file) for shot in shots)
            known = [path for path in found if path is not None]
            return newest(picture_folders(folders), *span, known)

        self.photos.look(search, times.zone)
        self._reveal()

    @on(PhotoList.Found)
    def _reveal(self) -> None:
        """Scroll so that the list below the empty row is visible."""
        if self._at_empty_row:
            self.call_after_refresh(self._body.scroll_end, animate=False)

    async def _take(self, photo: PictureCandidate) -> None:
        """Copy a picture beside the session and add it with a proposed caption, as one undo
        step."""
        opened = self.opened
        if opened.refuses():
            return
        try:
            name = await run_in_background(lambda: attach(opened.path, str(photo.path)))
        except (CannotWrite, UnreadableFile, OSError) as error:
            self.fields[-1].note(str(error), error=True)
            self.photos.without(photo)
            return
        shot = group_photo(opened.session, name)
        there = opened.add_picture(self.section.id, shot)
        self.photos.without(photo)
        await self.arrive(there)
        folder = shown(picture_folder(opened.path).name)
        self.post_message(self.Says(f"{shown(name)}: copied into {folder}/", undo=True))

    def _new_picture(self) -> Place:
        return self.opened.new_entry(self.section.id, self)
