"""The screens: home, a session, its preview, help."""
