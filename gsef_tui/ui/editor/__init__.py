"""The fast editor: a TextArea to everything outside, that draws only what changed.

Its private touches of Textual are all in ``fast_area`` and listed there; ``tests/ui/editor`` has a
test for each, and holds its screens against the stock widget's, cell by cell.
"""
