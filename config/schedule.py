"""What Parvis does by itself, and how often. One line a job; the worker of `parvis serve` runs them."""

from parvis.kit.scheduling import Job

JOBS: list[Job] = []
