"""Words and sentences of both languages: tokens, numbers, the dictionary, names by sound."""
