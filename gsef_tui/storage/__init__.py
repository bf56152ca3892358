"""Sessions, templates and settings on disk: reading, durable writes, autosave, discovery."""
