"""Every use of a private name of Textual.

Textual changes its private names in any release, so no other module of the program uses one, and
Textual is pinned to an exact version. ``tests/ui/test_textual_private.py`` lists each name with its
purpose, tests that the installed Textual has it in the shape used here, and fails for a name that
is used elsewhere or is not listed.

===============  ===================================================================
``application``  ``App``: exceptions, the cursor, key bindings, toasts, tooltips
``compositor``   ``Compositor``: which rows are rendered for a frame
``driver``       ``LinuxDriver`` and ``XTermParser``: reading and writing the terminal
``editor``       ``TextArea``: its document, wrapping and drawing
===============  ===================================================================
"""
