"""`python -m documents FOLDER [NAME…]`: runs the code of each document in the folder, or of those whose names begin so.

Python runs in an environment of its own, in which its `pip install` lines are carried out. Shell snippets run in a restricted
shell, in an empty folder, with the few commands below and no other: what needs more is listed as not run. `{agent_id}` and
the like, which a reader is to fill in, are filled in with an agent, a session and a provider made for the snippet.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
import venv
from pathlib import Path

from checks.report import say
from checks.service import Service
from checks.wire import Server, owed_name
from documents.snippets import installs, snippets, without_magic

HOME = Path(__file__).resolve().parents[2]
WORK = HOME / "target" / "conformance"
PORTS = (9000, 8000)
COMMANDS = ("jq", "echo", "sleep", "cat", "true", "false")
PROGRAM_MAX_S = 180
SHELL_MAX_S = 60
STREAM_MAX_S = 5
SHOWN_LINES = 40

# Writes down what was answered, and ends a stream that would go on for ever.
CURL = """#!/bin/bash -p
for word; do case $word in -N*|--no-buffer) more=(--max-time {max}) ;; esac; done
exec {curl} "$@" "${{more[@]}}" --write-out '%{{stderr}}\\n@@ %{{http_code}} %{{url_effective}}\\n'
"""
ANSWERED = re.compile(r"^@@ (\d{3}) (\S+)$", re.MULTILINE)


class Outcome:
    def __init__(self, word, reason="", output=""):
        self.word, self.reason, self.output = word, reason, output


def main(folder, wanted):
    documents = [d for d in sorted(Path(folder).iterdir()) if d.is_file() and not d.name.startswith(".")]
    documents = [d for d in documents if not wanted or d.name.startswith(tuple(wanted))]
    if not documents:
        sys.exit(f"There is no such document in {folder}.")
    if missing := [tool for tool in ("bash", "curl", "jq") if not shutil.which(tool)]:
        sys.exit(f"The documents need {', '.join(missing)}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    data = WORK / f"data-{os.getpid()}"
    service = Service(HOME, data / "documents", ports=PORTS)
    refuse_if_taken()
    try:
        service.start()
        words = [word for document in documents for word in run_document(document, service.url)]
    finally:
        service.stop()
    shutil.rmtree(data)
    print(f"{words.count('owed')} owed, {words.count('not run')} not run")
    print(f"{words.count('ok')} passed, {words.count('FAIL')} failed")
    return 0 if words.count("ok") and not words.count("FAIL") else 1


def refuse_if_taken():
    """Documents name the default ports, so nobody else may be there."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.settimeout(2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                sys.exit(f"Port {port} is taken; the documents name it, so Perdure has to have it.")


def run_document(document, url):
    found = snippets(document.read_text(encoding="utf-8"))
    cells = [snippet for snippet in found if snippet.cell]
    programs = [cells] if cells else []
    programs += [[snippet] for snippet in found if not snippet.cell]
    for program in programs:
        first = program[0]
        outcome = run_python(program) if first.language == "python" else run_shell(first, url)
        report(document, program, outcome)
        yield outcome.word


def report(document, program, outcome):
    first, last = program[0], program[-1]
    end = last.line + last.code.count("\n") - 1
    what = f"{len(program)} cells" if first.cell else first.language
    shown = next((line for line in first.code.splitlines() if line.strip()), "")
    reason = f" [{outcome.reason}]" if outcome.reason else ""
    say(outcome.word, f"{document.name}, lines {first.line}-{end} ({what}): {shown.strip()}{reason}")
    lines = outcome.output.splitlines()
    for line in lines[:SHOWN_LINES]:
        print(f"          | {line[:160]}")
    if len(lines) > SHOWN_LINES:
        print(f"          | … {len(lines) - SHOWN_LINES} more lines")
    sys.stdout.flush()


def run_python(program):
    """One program of one or more cells, with what it installs."""
    python = environment([package for part in program for package in installs(part.code)])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cells.json"
        file.write_text(json.dumps([[part.line, without_magic(part.code)] for part in program]), encoding="utf-8")
        told, tell = os.pipe()
        # The channel has to be number 3 for the program, whatever it is here.
        command = ["bash", "-c", f'exec 3>&{tell}; exec "$@"', "-", python]
        command += ["-W", "ignore::DeprecationWarning", HOME / "conformance/documents/cells.py", str(PORTS[0]), file]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "EVERRUNS"))}
        process = subprocess.Popen(
            command, cwd=folder, pass_fds=(tell,), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**inherited, "EVERRUNS_API_URL": f"http://localhost:{PORTS[0]}", "PYTHONUNBUFFERED": "1"})  # fmt: skip
        os.close(tell)
        try:
            output, _ = process.communicate(timeout=PROGRAM_MAX_S)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            return Outcome("FAIL", f"not over within {PROGRAM_MAX_S} s", output)
        finally:
            with os.fdopen(told) as channel:
                ending = channel.read()
    vanished = {"failure": "it vanished", "owed": None, "asked": True}
    return judge(json.loads(ending) if ending else vanished, output, program[0].cell)


def judge(ending, output, notebook):
    """A fence may show something else than a use of the service; a whole notebook is one."""
    if ending["owed"]:
        return Outcome("owed", owed_name(ending["owed"]), output)
    if not ending["asked"] and not notebook:
        return Outcome("not run", f"it ended before it asked the service: {ending['failure'] or 'it asks nothing'}")
    if ending["failure"] or not ending["asked"]:
        return Outcome("FAIL", ending["failure"] or "it asked nothing", output)
    return Outcome("ok", "", output)


def environment(packages):
    """The environment of the documents, made anew when a run begins, with these packages in their latest versions."""
    place = WORK / "environments" / "documents"
    python = place / "bin" / "python"
    if not environment.made:
        venv.create(place, clear=True, with_pip=True)
        environment.made = True
    if packages:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
    return python


environment.made = False


def run_shell(snippet, url):
    with tempfile.TemporaryDirectory() as folder:
        commands, work = Path(folder) / "commands", Path(folder) / "work"
        commands.mkdir()
        work.mkdir()
        curl = commands / "curl"
        curl.write_text(CURL.format(curl=shutil.which("curl"), max=STREAM_MAX_S))
        curl.chmod(0o755)
        for name in COMMANDS:
            (commands / name).symlink_to(shutil.which(name))
        try:
            done = subprocess.run(
                [shutil.which("bash"), "--noprofile", "--norc", "-r", "-c", filled(snippet.code, url)], cwd=work,
                env={"PATH": str(commands), "LC_ALL": "C.UTF-8", "NO_PROXY": "*"}, stdin=subprocess.DEVNULL,
                capture_output=True, text=True, timeout=SHELL_MAX_S)  # fmt: skip
        except subprocess.TimeoutExpired:
            return Outcome("FAIL", f"not over within {SHELL_MAX_S} s")
    return judge_shell(done)


def judge_shell(done):
    answers = ANSWERED.findall(done.stderr)
    missing = sorted(set(re.findall(r"(\S+): (?:command not found|restricted)", done.stderr)))
    if missing or not answers:
        return Outcome("not run", f"no command to run here: {', '.join(missing) or 'it asks nothing'}")
    output = done.stdout
    statuses = [int(status) for status, _ in answers]
    if 501 in statuses:
        return Outcome("owed", owed_name(done.stdout), "")
    if 401 in statuses:
        return Outcome("not run", "it signs in with what only its author knows", output)
    if bad := [f"{status} at {where}" for status, where in answers if not status.startswith("2")]:
        return Outcome("FAIL", ", ".join(bad), output)
    # A stream is ended by us, which curl calls 28.
    if done.returncode not in (0, 28):
        return Outcome("FAIL", f"it ended with {done.returncode}: {done.stderr[-300:]}", output)
    return Outcome("ok", f"{len(answers)} requests" if len(answers) > 1 else "", output)


def filled(code, url):
    """The code with the ids a reader is to fill in. In a URL only: elsewhere a brace is the shell's."""
    if not re.search(r"/\{[a-z_]+\}", code):
        return code
    server = Server(url)
    agent = server.agent()
    known = {"agent_id": agent, "session_id": server.session(agent), "provider_id": server.provider()}
    return re.sub(r"/\{([a-z_]+)\}", lambda hole: "/" + known.get(hole.group(1), str(uuid.uuid4())), code)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: conformance/seeds FOLDER [NAME…]")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
