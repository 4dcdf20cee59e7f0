"""Checks and the lines they print.

A check is a function under a sentence that says what it shows. It ends well or raises: Owed when the server says that it
does not offer something yet, NotRun when there is nothing to run it on, anything else is a failure.
"""

import os
import sys
import traceback


class Owed(Exception):
    """The server answered 501; the message is its name for what is missing."""


class NotRun(Exception):
    """The check needs something that is not here; the message says what."""


class Checks:
    """The checks of one subject, in the order of their definition."""

    def __init__(self, subject):
        self.subject = subject
        self.all = []

    def __call__(self, sentence):
        def register(function):
            self.all.append((sentence, function))
            return function

        return register

    def run(self, world):
        for sentence, function in self.all:
            line = f"{self.subject}: {sentence}"
            try:
                function(world)
            except Owed as owed:
                say("owed", f"{line} [{owed}]")
            except NotRun as reason:
                say("not run", f"{line} [{reason}]")
            except Exception as failure:
                say("FAIL", f"{line}\n{place(failure)}")
            else:
                say("ok", line)


def say(word, line):
    print(f"{word:<7} {line}", flush=True)


def place(failure):
    """Where a check failed and why; the whole trace with CONFORMANCE_TRACE set."""
    if os.environ.get("CONFORMANCE_TRACE"):
        traceback.print_exception(failure, file=sys.stderr)
    own = [frame for frame in traceback.extract_tb(failure.__traceback__) if "/checks/" in frame.filename]
    where = f"{os.path.basename(own[-1].filename)}:{own[-1].lineno}: {own[-1].line}" if own else "?"
    text = str(failure)
    told = text if len(text) < 2000 else text[:2000] + " …"
    return f"        {type(failure).__name__} at {where}\n        {told}"


def equal(actual, expected, what="the value"):
    if actual != expected:
        raise AssertionError(f"{what} is {actual!r}, expected {expected!r}")


def that(condition, what):
    """A condition with its sentence. `assert` would vanish with -O."""
    if not condition:
        raise AssertionError(what)
