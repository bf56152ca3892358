"""The commands: each is a function of a context, declared once in ``declarations``."""
