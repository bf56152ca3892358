"""Widths of the terminal, in columns, at which the screen changes its shape."""

NARROW = 80
"""Below it the outline folds away, and check lies under the notes."""
ROOMY = 110
"""Below it the outline gives its place to an open check; from it on the overview may stand beside
the notes."""
WIDE = 140
"""From it on the report stands beside the notes, unless the overview does."""
