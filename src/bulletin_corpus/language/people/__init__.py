"""Who is named, with which office: names, titles, countries, and the two sides of an item."""
