"""What the atlas relies on in the internals of others: a quick test for each row of docs/upstream.md."""
