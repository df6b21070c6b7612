"""What the system knows of the two languages: grammar as code, words as data in `lexicon`."""
