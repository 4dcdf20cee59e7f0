"""Perdure as a process: started on free ports, killed, started again, stopped by its id."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from checks.wire import Server

START_MAX_S = 600  # the first start may have to build
STOP_MAX_S = 30


def free_ports(count):
    """Ports that nobody listens on; all are held until all are known."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


class Service:
    """One Perdure. It keeps its ports and its database over restarts."""

    def __init__(self, home, directory, database=None, ports=None, **settings):
        self.home = Path(home)
        self.directory = Path(directory)
        self.port, agent_protocol_port = ports or free_ports(2)
        self.process = None
        own = {
            "PERDURE_PORT": str(self.port),
            "PERDURE_AGENT_PROTOCOL_PORT": str(agent_protocol_port),
            "PERDURE_DATA_DIR": str(self.directory),
            "PERDURE_MODEL": "simulated",
            **settings,
        }
        if database:
            own["PERDURE_DATABASE_URL"] = database
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PERDURE_")}
        self.environment = {**inherited, **own}
        self.log = self.directory.with_suffix(".log")

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def start(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            # The launcher becomes the JVM, so this is the id of the service itself.
            self.process = subprocess.Popen(
                [self.home / "perdure"], env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + START_MAX_S
        while not self.healthy():
            if self.process.poll() is not None:
                raise RuntimeError(f"Perdure did not start; see {self.log}")
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"Perdure was not healthy within {START_MAX_S} s; see {self.log}")
            time.sleep(0.1)
        return self

    def healthy(self):
        try:
            return Server(self.url).get("/health").status == 200
        except OSError:
            return False

    def database(self):
        """The address of the PostgreSQL that this service brought along."""
        base = self.directory / "postgres"
        password = (base / "password").read_text().strip()
        port = (base / "data" / "postmaster.pid").read_text().splitlines()[3]
        return f"postgres://perdure:{password}@127.0.0.1:{port}/postgres"

    def kill(self):
        self.process.kill()
        self.process.wait(STOP_MAX_S)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_MAX_S)
            except subprocess.TimeoutExpired:
                self.kill()
        self._stop_database()

    def _stop_database(self):
        """A service that was killed leaves its PostgreSQL to the next one; there may be none."""
        try:
            pid = int((self.directory / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
            command = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout
            if str(self.directory) not in command:
                return  # that id has gone to another process since
            os.kill(pid, signal.SIGINT)
        except (OSError, ValueError, IndexError):
            return
        deadline = time.monotonic() + STOP_MAX_S
        while time.monotonic() < deadline and Path(f"/proc/{pid}").exists():
            time.sleep(0.05)
