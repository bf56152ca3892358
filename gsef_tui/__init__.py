"""A terminal program for taking structured notes of a forum session and handing in its report."""

__version__ = "0.1.0"
