"""What the visitor sees: as a link, in the session, and on which page."""
