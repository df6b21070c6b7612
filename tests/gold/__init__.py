"""What a perfect build would hold, and how far a build is from it; README.md tells what the values mean.

annotation (the gold) -> rendering (raw bulletins made of it) -> bulletin_corpus.build -> scoring -> floors
"""
