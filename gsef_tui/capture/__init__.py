"""Live capture as pure functions: a line typed from anywhere becomes a note, question or person."""
