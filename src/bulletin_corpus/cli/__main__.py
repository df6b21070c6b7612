"""`python -m bulletin_corpus.cli`, the same as `bulletin-corpus`."""

from bulletin_corpus.cli import main

main()
