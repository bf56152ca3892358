"""When the interpreter looks for garbage: not through everything while somebody types.

A look at all objects of a window takes 15 to 30 ms, and comes when it comes: between a key and the
screen, too. What was made to open a window stays until it is closed, so it is left out of every
look (``gc.freeze``); what is made while one types is little, and looked through in no time.
"""

from __future__ import annotations

import gc


def opening() -> None:
    """Something is being opened: what is made now is to stay, there is nothing to look for."""
    gc.disable()


def opened() -> None:
    """It is on the screen: leave it out of every look from now on."""
    gc.freeze()
    gc.enable()


def closed() -> None:
    """It is gone: look through everything again, this once at least."""
    gc.unfreeze()
    gc.collect()
