"""What comes over the lower part or the right side and goes again."""
