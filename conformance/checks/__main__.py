"""Runs all checks: `python -m checks VERSION…`, in the environment of the last version."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checks import notebook, owed, streams, tutorial
from checks.service import Service
from checks.world import World
from documents import checks as documents

HOME = Path(__file__).resolve().parents[2]
WORK = HOME / "target" / "conformance"
SDK_MAX_S = 300


class Tally:
    """Copies what is printed and counts its first words."""

    def __init__(self, out):
        self.out = out
        self.lines = []

    def write(self, text):
        self.lines.append(text)
        return self.out.write(text)

    def flush(self):
        self.out.flush()

    def count(self, word):
        return len(re.findall(rf"^{word} ", "".join(self.lines), re.MULTILINE))


def main(versions):
    tally = sys.stdout = Tally(sys.stdout)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    url = os.environ.get("PERDURE_URL")
    if url:
        run_all(World(url.rstrip("/")), versions)
    else:
        run_on_our_own(versions)
    print(f"{tally.count('owed')} owed, {tally.count('not run')} not run; {time.monotonic() - began:.0f} s")
    passed, failed = tally.count("ok"), tally.count("FAIL")
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


def run_on_our_own(versions):
    """Everything that is started here is ended here, by its id."""
    data = WORK / f"data-{os.getpid()}"
    first = Service(HOME, data / "first")
    world = None
    try:
        print(f"Starting Perdure; its log is {first.log}", flush=True)
        first.start()
        world = World(first.url, first, lambda: Service(HOME, data / "second", first.database()).start())
        run_all(world, versions)
    finally:
        if world:
            world.close()
        first.stop()
    keep_logs(data)


def keep_logs(data):
    logs = WORK / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    for log in data.glob("*.log"):
        shutil.move(log, logs / log.name)
    shutil.rmtree(data)


def run_all(world, versions):
    for checks in (documents.check, owed.check, notebook.check, tutorial.check):
        checks.run(world)
    # Each in a process of its own; they mostly wait, so they wait together.
    with ThreadPoolExecutor(len(versions)) as together:
        for told in together.map(lambda version: run_sdk(world, version), reversed(versions)):
            print(told, end="", flush=True)
    streams.check.run(world)


def run_sdk(world, version):
    """The lines of one version of the SDK, which runs in its own environment."""
    command = [WORK / "environments" / version / "bin" / "python", "-W", "ignore::DeprecationWarning"]
    try:
        done = subprocess.run(
            [*command, "-m", "checks.sdk", world.url], stdout=subprocess.PIPE, text=True, timeout=SDK_MAX_S
        )
    except subprocess.TimeoutExpired as late:
        return f"{(late.stdout or b'').decode()}FAIL    SDK {version}: not over within {SDK_MAX_S} s\n"
    if done.returncode or not done.stdout:
        return f"{done.stdout}FAIL    SDK {version}: its checks ended with {done.returncode}\n"
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
