"""Pure analysis: frames in, tidy frames out."""
