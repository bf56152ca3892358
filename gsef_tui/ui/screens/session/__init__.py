"""The session screen: what it is, what it shows, and its commands by what they are about."""
