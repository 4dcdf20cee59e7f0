"""What is still owed: the table in the code, the answers of the service and the page about it say the same."""

import re
from pathlib import Path

from checks.report import Checks, equal, that
from checks.wire import owed_name

check = Checks("owed")

HOME = Path(__file__).resolve().parents[2]
TABLE = HOME / "adapter-rest/src/main/java/dev/perdure/rest/everruns/EverrunsRoutes.java"
PAGE = HOME / "docs/conformance.md"
ROUTE = re.compile(r"^ +([a-z-]+) +(GET|POST|PUT|PATCH|DELETE|\*) +(/\S+)$", re.MULTILINE)


def table():
    routes = ROUTE.findall(TABLE.read_text())
    that(len(routes) > 20, "the table can be read")
    return routes


@check("every route in the table of owed ones answers 501 with its name, never a page, never a stack")
def answers(world):
    for name, method, pattern in table():
        path = re.sub(r"\{[^}]*\}", "x", pattern)
        answer = world.server.send("GET" if method == "*" else method, path)
        equal((answer.status, owed_name(answer.text)), (501, name), f"{method} {path}")
        that("json" in answer.headers["Content-Type"], f"{path} answers JSON")


@check("the page about conformance lists the names in that table, and no other")
def page(world):
    owed = PAGE.read_text().partition("## Owed")[2]
    equal(sorted(set(re.findall(r"^\| `([a-z-]+)` \|", owed, re.MULTILINE))), sorted({name for name, _, _ in table()}))
