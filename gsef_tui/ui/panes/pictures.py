"""Screenshots: the file, what it shows, and the same for who cannot see it."""

from __future__ import annotations

from gsef_tui.model.places import Place
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.pictures import attach, picture_folder, resolve

from .form import Field, FieldSpec, FormPane


class PicturesPane(FormPane):
    """Three fields a picture. A path typed or dragged in is copied beside the session."""

    def specs(self) -> list[FieldSpec]:
        """File, caption and alternative text of each, and an empty file."""
        fields: list[FieldSpec] = []
        for number, key in enumerate(self.desk.session.screenshots(self.section.id), 1):
            place = Place(self.section.id, key)
            caption, alt = place._replace(part="caption"), place._replace(part="alt")
            fields += [
                FieldSpec(str(place), f"{number} File", place, head=True),
                FieldSpec(str(caption), "  Caption", caption, placeholder="What it shows"),
                FieldSpec(str(alt), "  In words", alt, placeholder="For who cannot see it"),
            ]
        invite = "Path of a picture, typed or dragged in"
        return [*fields, FieldSpec("new", "+", None, True, invite, self._new_picture, True)]

    def left(self, field: Field) -> None:
        """The file is copied into the session's folder, or it is said why not."""
        place, typed = field.spec.place, field.area.text
        if place is None or place.part or not typed.strip():
            field.note()
            return
        if resolve(self.desk.path, typed) is not None:
            field.note(f"in {picture_folder(self.desk.path).name}/")
            return
        try:
            name = attach(self.desk.path, typed)
        except (CannotWrite, UnreadableFile, OSError) as error:
            field.note(str(error), error=True)
            return
        if name != typed:
            field.area.replace(name, (0, 0), field.area.document.end)
        field.note(f"copied into {picture_folder(self.desk.path).name}/")

    def _new_picture(self) -> Place:
        return self.desk.new_entry(self.section.id)
