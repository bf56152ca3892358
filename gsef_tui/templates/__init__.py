"""Report templates as data, one TOML file a forum."""
