"""A kind that the program does not have, ``decisions``: one module for each layer.

Each module registers one object with the registry of its layer, and nothing else.
"""
