"""The fast editor: a TextArea to everything outside, that draws only what changed.

Each module lists its private touches of Textual at its head; ``tests/ui/editor`` has a test for
each, and holds the editor's screens against the stock widget's, cell by cell.
"""
