"""How fast the program is, beside what it is compared with: ``python -m tests.bench [ROW …]``.

The programs of a row run at the same time, each in a pty of its own, and get their keys in turn: a
machine that is busy is busy for all of them, and what is printed are ratios. Nothing here is a
test: what must not get worse is counted in ``tests/ui/editor``.
"""
