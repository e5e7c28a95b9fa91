"""Sources, and how sure the record is."""
