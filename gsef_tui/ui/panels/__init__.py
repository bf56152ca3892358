"""Panels, which open over the lower part or the right side of a screen and close again."""
