"""What the pages share: state in the link, cached loading, time bar, map panel, words."""
