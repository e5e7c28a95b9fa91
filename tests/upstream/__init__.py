"""What the atlas takes from the insides of others, one quick test for each row of docs/upstream.md."""
