"""What the form of a new session says of a text that was pasted: its rows, and its doubts."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from gsef_tui.imports.call_details import CallDetail
from gsef_tui.imports.invitation import Invitation
from gsef_tui.imports.invitation_draft import Doubt, ReadPart
from gsef_tui.model.wording import counted

from ..text import content, short

INVITE = "Paste the programme, an invitation or a mail, or type a title"
_ROWS = 2
_DOUBTS = {
    Doubt.NOT_SAID: "? Line {line} of the mail does not say for certain that this is it.",
    Doubt.SEVERAL: "? Line {line} of the mail. It also says: {others}",
    Doubt.NO_YEAR: "? Line {line} of the mail gives no year.",
    Doubt.MONTH_OR_DAY: "? Line {line} of the mail may also mean {others}.",
    Doubt.WEEKDAY: "? Line {line} of the mail names a weekday that this day is not.",
    Doubt.ZONES: "? Line {line} of the mail gives hours in two zones that are not the same time.",
}
_DETAILS = {
    CallDetail.LINK: "link",
    CallDetail.NUMBER: "meeting number",
    CallDetail.PASSCODE: "passcode",
    CallDetail.TELEPHONE: "telephone number",
}


class PasteBox(Static):
    """Invites to paste; of what was pasted it shows two rows, their number, and what is not kept.

    It has no focus: the first field of the form takes the paste.
    """

    DEFAULT_CSS = """
    PasteBox { height: auto; padding: 0 1; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__("", id="pasted", markup=False)
        self._says: Content | None = None

    def show(self, text: str, invitation: Invitation | None) -> None:
        """Show a pasted text, or the invitation to paste if there is none."""
        says = content(INVITE, "strong") if invitation is None else self._rows(text, invitation)
        if self._says is None or self._says.plain != says.plain:
            self._says = says
            self.update(says)

    @property
    def plain(self) -> str:
        """What is shown, without styles."""
        return self._says.plain if self._says is not None else ""

    def _rows(self, text: str, invitation: Invitation) -> Content:
        lines = [line for line in text.split("\n") if line.strip()]
        width = max(20, (self.size.width or 80) - 2)
        rows = [short(line.strip(), width) for line in lines[:_ROWS]]
        number = len(text.strip("\n").split("\n"))
        count = counted(number, "{n} line pasted", "{n} lines pasted")
        kinds = dict.fromkeys(_DETAILS[detail.what] for detail in invitation.left_out)
        if kinds:
            count += f". Not kept, as it gives access to the call: {', '.join(kinds)}"
        return content("\n".join([*rows, count]), "muted")


def doubt_sentence(part: ReadPart) -> str:
    """Return why a part may be wrong, and where it was read."""
    if part.doubt is None:
        return ""
    return _DOUBTS[part.doubt].format(line=part.line, others=" · ".join(part.readings[1:]))


def header_counts(invitation: Invitation, doubtful: int) -> str:
    """Return how many parts were read from the pasted text, and how many are doubtful."""
    return f"read from the mail: {len(invitation.parts)}, doubtful: {doubtful}"
