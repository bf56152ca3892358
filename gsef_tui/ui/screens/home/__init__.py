"""Home: the list of sessions, and what is done with them."""
