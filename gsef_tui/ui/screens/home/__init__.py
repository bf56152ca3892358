"""Home: the list of sessions, and the commands for them."""
