"""What is typed into: one pane a kind of section."""
