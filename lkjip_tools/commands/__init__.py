"""The commands of `lkjip`, a module each; `cli.py` lists them."""
