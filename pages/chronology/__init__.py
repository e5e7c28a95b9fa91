"""The chronology."""
