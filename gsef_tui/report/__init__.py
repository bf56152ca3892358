"""Reports: a session is turned into one outline of blocks, and the outline into every format."""
