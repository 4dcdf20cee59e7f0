"""Whether the code in documents is found and judged as it should be."""

import subprocess

from checks.report import Checks, equal
from documents.__main__ import judge, judge_shell
from documents.snippets import installs, is_python, snippets

check = Checks("documents")

NOTEBOOK = """# A title

In [None]:
# Install
!pip install -q some-package other
x = 1

In [2]:
def f():
    \"\"\"Has an

    ## empty line and a heading inside.
    \"\"\"
    return x

f()

## 2. What comes next

Prose that follows is no code, and says so.

python
y = await g(
    1,
)

y

Next steps

• a list
"""

FENCES = """Text
```bash
curl http://localhost:9000/health
```
```json
{"not": "code"}
```
``` python
print(1)
```
"""


@check("cells of a printed notebook end where prose or a heading begins, not inside a string")
def cells(_):
    found = snippets(NOTEBOOK)
    equal([part.line for part in found], [4, 9, 23], "the lines")
    equal([part.cell for part in found], [True] * 3, "all are cells")
    equal(found[0].code, "# Install\n!pip install -q some-package other\nx = 1\n", "the first cell")
    equal(found[1].code.splitlines()[-1], "f()", "the end of the second cell")
    equal(found[2].code, "y = await g(\n    1,\n)\n\ny\n", "the third cell")
    equal(installs(found[0].code), ["some-package", "other"], "what the first one installs")


@check("fences are code in the language they name, and other languages are not")
def fences(_):
    found = snippets(FENCES)
    equal([(part.language, part.line, part.cell) for part in found], [("shell", 3, False), ("python", 9, False)], "fences")
    equal(is_python("await f()"), True, "await outside of functions is Python here")
    equal(is_python("Prose is not."), False, "prose is Python")


@check("a program that fails, that is not answered with success or that asks nothing does not pass")
def judged(_):
    ended = {"failure": None, "owed": None, "asked": True}
    equal(judge(ended, "", True).word, "ok", "a notebook that ended")
    equal(judge({**ended, "failure": "KeyError: 'id'"}, "", True).word, "FAIL", "a notebook that failed")
    equal(judge({**ended, "asked": False}, "", True).word, "FAIL", "a notebook that asked nothing")
    equal(judge({**ended, "asked": False}, "", False).word, "not run", "a fence that asks nothing")
    equal(judge({**ended, "owed": "offer this yet: auth."}, "", True).word, "owed", "a notebook that meets what is owed")
    shell = [
        (0, "", "@@ 200 u\n", "ok"),
        (28, "", "@@ 200 u\n", "ok"),
        (0, "offer this yet: auth", "@@ 501 u\n", "owed"),
        (0, "", "@@ 200 u\n@@ 404 u\n", "FAIL"),
        (0, "", "@@ 500 u\n", "FAIL"),
        (5, "", "@@ 200 u\njq: error\n", "FAIL"),
        (7, "", "@@ 000 u\n", "FAIL"),
        (127, "", "@@ 200 u\nbash: line 1: docker: command not found\n", "not run"),
    ]
    for code, out, err, word in shell:
        done = subprocess.CompletedProcess([], code, out, err)
        equal(judge_shell(done).word, word, f"a snippet that ended with {code} and {err!r}")
