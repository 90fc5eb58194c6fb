"""Article text to candidate events: deterministic, offline, every field with its evidence."""
