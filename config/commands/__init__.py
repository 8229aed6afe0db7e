"""One module a command; each has `run(asked) -> int` and is loaded only when Django stands."""
