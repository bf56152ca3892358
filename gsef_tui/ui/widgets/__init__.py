"""Pieces that screens, panes and panels are made of."""
