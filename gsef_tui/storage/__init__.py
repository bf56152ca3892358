"""Sessions, templates and settings on disk: reading, durable writes, saving by itself, finding."""
