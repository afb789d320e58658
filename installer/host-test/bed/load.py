import collections
import random
import resource
import socket
import ssl
import threading
import time
import urllib.parse
import uuid


class Target:
    """Where events go: what a DSN says."""

    def __init__(self, dsn, address=None):
        parts = urllib.parse.urlsplit(dsn)
        self.key, self.project, self.host = parts.username, int(parts.path.strip("/")), parts.hostname
        self.secure = parts.scheme == "https"
        self.port = parts.port or (443 if self.secure else 80)
        self.dsn = dsn

    def connect(self):
        connection = socket.create_connection((self.host, self.port), timeout=60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.secure:
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            connection = trusting.wrap_socket(connection)
        return connection

    def head(self):
        return (
            f"POST /api/{self.project}/envelope/ HTTP/1.1\r\nHost: {self.host}\r\nUser-Agent: tocsin.host-test/1\r\n"
            "Content-Type: application/x-sentry-envelope\r\n"
            f"X-Sentry-Auth: Sentry sentry_version=7, sentry_client=tocsin.host-test/1, sentry_key={self.key}\r\n"
        ).encode()

    def event(self, event):
        kind = random.choice(("Timeout", "Refused", "Broken"))
        body = (
            f'{{"event_id":"{event}"}}\n{{"type":"event"}}\n'
            f'{{"event_id":"{event}","timestamp":{time.time():.3f},"platform":"python","level":"error","release":"shop@1.4.2",'
            f'"user":{{"id":"{random.randrange(1000)}"}},"tags":{{"shop":"lisbon"}},'
            f'"exception":{{"values":[{{"type":"{kind}","value":"order {random.randrange(10**6)} could not be charged",'
            '"stacktrace":{"frames":[{"filename":"shop/main.py","function":"main","lineno":10,"in_app":true},'
            '{"filename":"shop/pay.py","function":"charge","lineno":42,"in_app":true}]}}]}}\n'
        ).encode()
        return self.head() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


class Load:
    """Events over kept connections. Each answer is counted by its status, and what got none as `none`."""

    def __init__(self, target, connections=8, per_second=None):
        self.target, self.per_second = target, per_second
        self.answers, self.slowest, self.first_troubles = collections.Counter(), 0.0, []
        self.received = set()
        self.lock, self.ended, self.count, self.begun = threading.Lock(), threading.Event(), 0, time.monotonic()
        self.threads = [threading.Thread(target=self.send, daemon=True) for _ in range(connections)]
        for thread in self.threads:
            thread.start()

    def sent(self):
        return sum(self.answers.values())

    def failed(self):
        return self.sent() - self.answers["200"]

    def turn(self):
        """Waits for the time of the next event, which is now unless there is a pace."""
        with self.lock:
            number = self.count
            self.count += 1
        if self.per_second:
            self.ended.wait(max(0.0, self.begun + number / self.per_second - time.monotonic()))

    def send(self):
        connection = None
        while not self.ended.is_set():
            self.turn()
            event, begun = uuid.uuid4().hex, time.monotonic()
            try:
                connection = connection or self.target.connect()
                connection.sendall(self.target.event(event))
                status, stays = answer(connection)
            except (OSError, EOFError, ValueError) as trouble:
                status, stays = "none", False
                self.first_troubles = [*self.first_troubles, f"{type(trouble).__name__}: {trouble}"][:5]
            if not stays and connection:
                connection.close()
                connection = None
            with self.lock:
                self.answers[status] += 1
                self.slowest = max(self.slowest, time.monotonic() - begun)
                if status == "200":
                    self.received.add((self.target.project, uuid.UUID(event)))
            if status != "200":
                time.sleep(0.01)

    def end(self):
        self.ended.set()
        for thread in self.threads:
            thread.join(90)
        return self


def answer(connection):
    """Status, and whether the connection may be used again."""
    taken = b""
    while b"\r\n\r\n" not in taken:
        more = connection.recv(65536)
        if not more:
            raise EOFError("hung up" + (" within an answer" if taken else " before an answer"))
        taken += more
    head, body = taken.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").lower().split("\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), 0)
    while len(body) < length:
        more = connection.recv(65536)
        if not more:
            raise EOFError("hung up within an answer")
        body += more
    return lines[0].split()[1], "connection: close" not in lines


class SlowConnections:
    """So many that say nothing, send their head byte by byte, or their body; whoever is cut off comes again."""

    EVERY = 5.0

    def __init__(self, target, count):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, count + 4096), hard))
        self.target, self.count, self.opened, self.refused = target, count, 0, 0
        self.open, self.ended = [None] * count, threading.Event()
        self.thread = threading.Thread(target=self.dribble, daemon=True)
        self.thread.start()

    def connect(self, number):
        try:
            connection = self.target.connect()
            if number % 3 == 2:
                connection.sendall(self.target.head() + b"Content-Length: 100000\r\n\r\n")
            connection.setblocking(False)
            self.opened += 1
            return connection
        except OSError:
            self.refused += 1
            return None

    def dribble(self):
        position = 0
        while not self.ended.is_set():
            begun = time.monotonic()
            for number in range(self.count):
                if self.ended.is_set():
                    return
                if not self.lives(number):
                    self.open[number] = self.connect(number)
                elif number % 3:
                    self.say(number, position)
            position += 1
            self.ended.wait(max(0.0, self.EVERY - (time.monotonic() - begun)))

    def lives(self, number):
        connection = self.open[number]
        if connection is None:
            return False
        try:
            if connection.recv(4096):
                return True
        except BlockingIOError:
            return True
        except OSError:
            pass
        connection.close()
        return False

    def say(self, number, position):
        head = self.target.head()
        try:
            self.open[number].send(head[position % len(head) : position % len(head) + 1] if number % 3 == 1 else b"\x1f")
        except OSError:
            pass

    def standing(self):
        return sum(1 for connection in self.open if connection is not None)

    def end(self):
        self.ended.set()
        self.thread.join(30)
        for connection in filter(None, self.open):
            connection.close()
