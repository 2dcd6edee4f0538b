"""Running chapters fast: a process of its own per chapter, forked from a warm parent.

A fresh kernel spends most of a chapter's time on starting, importing pandas and matplotlib, and
shutting down. Here a parent process has imported everything and read nothing; every chapter runs in
a child forked from it, in IPython's own kernel objects but without sockets, and papermill's client
stores what the cells say. Chapters cannot see each other, nor an agency's data of another run.

    pool     a chapter, or any function, in a process of its own
    watch    what such a process says, and how it ends
    story    what a chapter told of itself
    warm     the warm parent
    child    what a forked child does
    client   papermill's client without a kernel process
    kernel   IPython's kernel without sockets
    plugin   `papermill --engine lkjip`
"""
