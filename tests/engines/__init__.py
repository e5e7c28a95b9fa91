"""The atlas in Firefox and WebKit: what a visitor does with it, done in every engine the same."""
