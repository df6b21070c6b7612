"""What scraping does to text, and how it is undone: markup, injected readings, torn characters, script."""
