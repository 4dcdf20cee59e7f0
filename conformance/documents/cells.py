"""Runs Python snippets as a notebook does: `python cells.py PORT FILE`, where FILE holds a list of [line, code].

Cells share their names; `await` may stand outside of functions; the value of a last expression is printed. Ends with a line
of JSON on the third channel: how it ended, and whether the service was asked at all.
"""

import ast
import asyncio
import inspect
import json
import os
import sys
import traceback

sys.path.pop(0)  # the folder of this file is none of the snippet's business


def main(port, file):
    asked = []

    def listen(event, arguments):
        if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][1] == port:
            asked.append(1)

    sys.addaudithook(listen)
    names = {"__name__": "__main__"}
    loop = asyncio.new_event_loop()
    outcome = {"failure": None, "owed": None}
    try:
        with open(file, encoding="utf-8") as cells:
            for line, code in json.load(cells):
                run(loop, "\n" * (line - 1) + code, names)
    except SystemExit as end:
        outcome["failure"] = f"it ended with {end.code}" if end.code else None
    except BaseException as failure:
        traceback.print_exc()
        outcome["failure"] = f"{type(failure).__name__}: {failure}"
        status = getattr(failure, "status_code", None) or getattr(getattr(failure, "response", None), "status_code", None)
        if status == 501:
            response = getattr(failure, "response", None)
            outcome["owed"] = getattr(response, "text", None) or str(failure)
    sys.stdout.flush()
    os.write(3, json.dumps({**outcome, "asked": bool(asked)}).encode())


def run(loop, code, names):
    body = ast.parse(code)
    last = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
    evaluate(loop, body, "exec", names)
    if last is not None:
        value = evaluate(loop, ast.Expression(last.value), "eval", names)
        if value is not None:
            print(repr(value))


def evaluate(loop, tree, mode, names):
    code = compile(tree, "snippet", mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    # Code that would start a loop of its own must not be run inside of one.
    if not code.co_flags & inspect.CO_COROUTINE:
        return eval(code, names)
    return loop.run_until_complete(eval(code, names))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
