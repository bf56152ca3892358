"""The open session, without a screen."""
