"""The panes that the user types into, one for each kind of section."""
