"""Running chapters fast: a process of its own per chapter, forked from a warm parent.

A fresh kernel spends most of a chapter's time on starting, importing pandas and matplotlib, and
shutting down. Here a parent process has imported everything and read nothing; every chapter runs in
a child forked from it, in IPython's own kernel objects but without sockets, and papermill's client
stores what the cells say. Chapters cannot see each other, nor an agency's data of another run.

    pool     runs many chapters at once, watches them, names what went wrong
    warm     the warm parent
    child    what a forked child does
    client   papermill's client without a kernel process
    kernel   IPython's kernel without sockets
    plugin   `papermill --engine lkjip`
"""
