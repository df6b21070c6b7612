"""Days: what words say about them, and which days they mean."""
