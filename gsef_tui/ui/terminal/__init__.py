"""Where the program meets the terminal and the system: input, signals, and the end."""
