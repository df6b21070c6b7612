"""The stages of a build, each a pure function named like its module: records in, records out."""
