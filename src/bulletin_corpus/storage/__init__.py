"""Files: reading raw bulletins, publishing and loading corpora."""
