"""What is mounted in the browser: the map, the time bar, the tour bar."""
