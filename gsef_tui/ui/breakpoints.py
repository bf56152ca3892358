"""Widths of the terminal, in columns, at which the layout changes."""

NARROW = 80
"""Below this width the outline is hidden, and check opens under the notes."""
ROOMY = 110
"""Below this width an open check replaces the outline; from it on the overview may stand beside the
notes."""
WIDE = 140
"""From this width on the report stands beside the notes, unless the overview does."""
