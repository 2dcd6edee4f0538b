"""The commands of `lkjip`, one module each; heavy imports happen when a command needs them."""
