"""How anything is said: languages, phrases, dates and numbers in words."""
