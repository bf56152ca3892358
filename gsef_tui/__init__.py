"""Structured notes of a forum session, taken live in the terminal, handed in as its report."""

__version__ = "0.1.0"
