"""A session becomes one outline of blocks, and the outline becomes every format."""
