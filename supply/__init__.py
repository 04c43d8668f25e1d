"""What Groupwork is made of that others made: where it came from, whether it is still what came, and what is known against it."""
