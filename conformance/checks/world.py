"""What the checks run on: a server, and if it is ours, the process and a second one beside it."""

from checks.report import NotRun
from checks.service import Service
from checks.wire import Server

FAST = {"simulated": {"first_delta_ms": 0, "delta_ms": 2, "words": 12}}
SLOW = {"simulated": {"first_delta_ms": 0, "delta_ms": 60, "words": 30}}
VERY_SLOW = {"simulated": {"first_delta_ms": 0, "delta_ms": 100, "words": 60}}


class World:
    def __init__(self, url, first=None, start_second=None):
        self.url = url
        self.server = Server(url)
        self.first = first
        self._start_second = start_second
        self._second = None

    def service(self) -> Service:
        """The process behind the server, to be killed and started again."""
        if self.first is None:
            raise NotRun("the server is not ours to restart")
        return self.first

    def second(self) -> Server:
        """Another node on the same database."""
        self.service()
        if self._second is None:
            self._second = self._start_second()
        return Server(self._second.url)

    def close(self):
        if self._second is not None:
            self._second.stop()
            self._second = None
