"""Commands of `lkjip` that have a module of their own."""
