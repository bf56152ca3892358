"""What a session and a template are: frozen values and pure edits.

No files, no clock, no screen: everything here can be run and tested by itself.
"""
