"""The tests of the atlas: unit, property, data, app and browser."""
