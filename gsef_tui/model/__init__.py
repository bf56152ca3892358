"""Sessions and templates as frozen values, and pure functions that edit them.

Nothing here uses files, the clock or the screen, so every module can be tested by itself.
"""
