"""Finds the code in a document.

Three forms: fences of three backticks with a language; `In [None]:` or `In [3]:` before a cell, as printed notebooks have
them; and a language alone on a line, as pages copied from a browser have it. Only fences say where they end. The others end
where the text stops being Python: at the last empty line before which everything still is.
"""

import ast
import re
from dataclasses import dataclass

FENCE = re.compile(r"^```\s*([A-Za-z]*)\s*$")
CELL = re.compile(r"^In \[[^\]]*\]:\s*$|^python$")
MAGIC = re.compile(r"^\s*[!%]")
HEADING = re.compile(r"^#{2,6} ")
PYTHON = {"python", "py"}
SHELL = {"bash", "sh", "shell"}


@dataclass(frozen=True)
class Snippet:
    """Code and the line it begins at; cells of one document are parts of one program."""

    language: str
    line: int
    code: str
    cell: bool = False


def snippets(text):
    lines = text.splitlines()
    found = []
    at = 0
    while at < len(lines):
        fence = FENCE.match(lines[at])
        if fence:
            end = next((i for i in range(at + 1, len(lines)) if lines[i].startswith("```")), len(lines))
            language = fence.group(1).lower()
            if language in PYTHON | SHELL:
                kind = "python" if language in PYTHON else "shell"
                found.append(Snippet(kind, at + 2, "\n".join(lines[at + 1 : end]) + "\n"))
            at = end + 1
        elif CELL.match(lines[at]):
            end = cell_end(lines, at + 1)
            found.append(Snippet("python", at + 2, "\n".join(lines[at + 1 : end]) + "\n", cell=True))
            at = max(end, at + 1)
        else:
            at += 1
    return found


def cell_end(lines, start):
    """Where a cell ends: before the next marker, and before text that is no Python."""
    limit = next((i for i in range(start, len(lines)) if CELL.match(lines[i]) or FENCE.match(lines[i])), len(lines))
    borders = [i for i in range(start, limit) if not lines[i].strip() or HEADING.match(lines[i])] + [limit]
    good = [end for end in borders if is_python("\n".join(lines[start:end]))]
    end = max(good, default=start)
    # A heading is a comment to Python, and the last one before prose is not the cell's.
    while end > start and (not lines[end - 1].strip() or HEADING.match(lines[end - 1])):
        end -= 1
    return end


def is_python(code):
    try:
        compile(without_magic(code), "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        return False
    return True


def without_magic(code):
    """Lines for the notebook and not for Python are left out, in place, so that line numbers stay."""
    return "\n".join(MAGIC.sub("#", line) if MAGIC.match(line) else line for line in code.split("\n"))


def installs(code):
    """What `!pip install` and `%pip install` lines ask for, as arguments."""
    wanted = []
    for line in code.split("\n"):
        words = line.strip().lstrip("!%").split()
        if MAGIC.match(line) and words[:2] == ["pip", "install"]:
            wanted += [word for word in words[2:] if not word.startswith("-")]
    return wanted
