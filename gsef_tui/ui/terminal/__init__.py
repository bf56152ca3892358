"""The terminal and the process: output, pastes, shutdown by signals, crash reports."""
