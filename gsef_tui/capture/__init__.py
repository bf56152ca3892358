"""The live grammar: a line typed from anywhere becomes a note, a question or a person. Pure."""
