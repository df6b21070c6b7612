"""Whether a built corpus is whole: its files, values, keys and places, and its texts against the raw bulletins."""
