"""Is the place well, and what to type when it is not: `parvis doctor`, and a page behind the scenes.

`here.examine(at)` looks at this machine only. `outside.examine(at)` also speaks to the mail server, the
names' server and the public address, because an administrator asked; it answers within seconds whatever
the others do.
"""
