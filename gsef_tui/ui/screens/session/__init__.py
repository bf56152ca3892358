"""The session screen: its layout, what it offers to commands, its status and messages."""
