"""The fast editor: a TextArea by its interface, which draws only what changed.

The tests compare its screens with those of Textual's widget, cell by cell.
"""
