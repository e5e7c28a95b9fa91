"""Aid by year."""
