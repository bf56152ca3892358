"""What fills the terminal: home, a session, its preview, help."""
