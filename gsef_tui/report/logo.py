"""The logo of a template, which stands above the header of a report that has pictures in it."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.storage.errors import shown
from gsef_tui.storage.pictures import LARGEST_PICTURE
from gsef_tui.storage.plain_files import read_plain_file

from .pictures import FoundPicture, find_picture


def find_logo(path: str) -> FoundPicture | str:
    """Return a logo as a report holds it, or a sentence on why there is none.

    It is a picture like any other in a report, and it lies beside the template: a link could lead
    to a file that is nobody's logo.
    """
    at = Path(path)
    name = f"the template's logo {shown(at.name)}"
    try:
        if at.is_symlink():
            return f"{name} is a link; put the picture itself beside the template"
        read_plain_file(at, LARGEST_PICTURE, follow_links=False)
    except (FileNotFoundError, NotADirectoryError):
        where = shown(at.parent)
        return f"{name} is not in {where}; put it there, or take it out of the template"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return f"{name} cannot be read ({reason}); put a PNG or JPEG in its place"
    found = find_picture(at.name, lambda _: at)
    return f"the template's logo {found}" if isinstance(found, str) else found
