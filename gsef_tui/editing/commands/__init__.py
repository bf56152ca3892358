"""The commands: each a function of a context, declared once in ``table``."""
