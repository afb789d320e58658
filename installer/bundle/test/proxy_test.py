import http.server
import json
import os
import pathlib
import resource
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

ETC = pathlib.Path(__file__).resolve().parents[1] / "etc"
CONFIGURATION = ETC / "haproxy.cfg"


def shipped_environment():
    lines = (line for line in (ETC / "proxy.env").read_text().splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def accepts(environment, configuration=CONFIGURATION):
    done = subprocess.run(
        ["haproxy", "-c", "-f", configuration], capture_output=True, text=True, env={"PATH": os.environ["PATH"], **environment}
    )
    return done.returncode == 0, done.stdout + done.stderr


def certificate(folder):
    key, chain, both = (pathlib.Path(folder, name) for name in ("key.pem", "chain.pem", "tls.pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-keyout", key, "-out", chain],
        check=True,
        capture_output=True,
    )  # fmt: skip
    both.write_text(chain.read_text() + key.read_text())
    return both


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def limited(files):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


class Colour(http.server.ThreadingHTTPServer):
    """Answers with what it was told of a request, and at /ready that it is."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/ready":
                time.sleep(self.server.hesitation)
            body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.hesitation = 0
        self.handle_error = lambda *_: None  # A check of the proxy hangs up when it has seen enough.
        threading.Thread(target=self.serve_forever, daemon=True).start()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class AcceptedTest(unittest.TestCase):
    def test_what_is_shipped_is_accepted_without_a_warning(self):
        accepted, said = accepts(shipped_environment())
        self.assertTrue(accepted, said)
        self.assertNotIn("[WARNING]", said)

    def test_with_a_certificate_and_balancers_too(self):
        with tempfile.TemporaryDirectory() as folder:
            accepted, said = accepts(
                {**shipped_environment(), "PROXY_CERTIFICATE": str(certificate(folder)), "PROXY_BALANCERS": "10.0.0.0/8 fd00::1"}
            )
        self.assertTrue(accepted, said)
        self.assertNotIn("[WARNING]", said)

    def test_a_certificate_that_is_not_there_is_refused(self):
        accepted, said = accepts({**shipped_environment(), "PROXY_CERTIFICATE": "/nowhere/tls.pem"})
        self.assertFalse(accepted)
        self.assertIn("/nowhere/tls.pem", said)

    def test_every_setting_is_one_that_the_configuration_reads(self):
        for name in shipped_environment():
            self.assertIn(name, CONFIGURATION.read_text())


class RunningTest(unittest.TestCase):
    """The shipped configuration with other ports, before one colour that runs; the other does not."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.colour = Colour()
        self.addCleanup(self.colour.server_close)
        self.addCleanup(self.colour.shutdown)

    def start(self, files=1000, **settings):
        self.plain, self.secure = free_port(), free_port()
        text = CONFIGURATION.read_text()
        text = text.replace("127.0.0.1:9101", f"127.0.0.1:{free_port()}")
        text = text.replace("127.0.0.1:9102", f"127.0.0.1:{self.colour.server_port}")
        text = text.replace("/run/tocsin-proxy/", self.folder.name + "/")
        configuration = pathlib.Path(self.folder.name, "haproxy.cfg")
        configuration.write_text(text)
        environment = {
            "PATH": os.environ["PATH"],
            **shipped_environment(),
            "PROXY_HTTP": f"127.0.0.1:{self.plain}",
            "PROXY_HTTPS": f"127.0.0.1:{self.secure}",
            **settings,
        }
        log = open(pathlib.Path(self.folder.name, "log"), "w")
        self.addCleanup(log.close)
        proxy = subprocess.Popen(["haproxy", "-W", "-f", configuration], env=environment, stdout=log, stderr=log, preexec_fn=limited(files))
        self.addCleanup(proxy.wait)
        self.addCleanup(proxy.terminate)
        deadline = time.monotonic() + 20
        while self.get("/", status_only=True) in (None, 503):
            self.assertLess(time.monotonic(), deadline, "the proxy does not answer")
            self.assertIsNone(proxy.poll(), pathlib.Path(log.name).read_text())

    def get(self, path, headers=(), secure=False, status_only=False):
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        opener = urllib.request.build_opener(NoRedirect, urllib.request.HTTPSHandler(context=trusting))
        address = f"https://127.0.0.1:{self.secure}" if secure else f"http://127.0.0.1:{self.plain}"
        try:
            with opener.open(urllib.request.Request(address + path, headers=dict(headers)), timeout=10) as answer:
                return answer.status if status_only else json.load(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code if status_only else dict(answer.headers, status=answer.code)
        except (ConnectionError, urllib.error.URLError):
            return None

    def test_the_words_of_strangers_are_taken_away(self):
        self.start(PROXY_BALANCERS="10.9.9.9")
        forged = {
            "X-Forwarded-For": "8.8.8.8",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "evil",
            "Forwarded": "for=8.8.8.8",
            "X-Real-IP": "8.8.8.8",
        }
        told = self.get("/", forged)
        self.assertEqual("127.0.0.1", told["x-forwarded-for"])
        self.assertEqual("http", told["x-forwarded-proto"])
        self.assertFalse({"forwarded", "x-real-ip", "x-forwarded-host"} & told.keys())

    def test_a_balancer_is_believed(self):
        self.start(PROXY_BALANCERS="127.0.0.0/8")
        told = self.get("/", {"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "errors.example.org"})
        self.assertEqual("8.8.8.8", told["x-forwarded-for"])
        self.assertEqual("https", told["x-forwarded-proto"])
        self.assertEqual("errors.example.org", told["x-forwarded-host"])

    def test_plain_requests_go_to_the_encrypted_door(self):
        self.start(PROXY_CERTIFICATE=str(certificate(self.folder.name)))
        turned = self.get("/acme/web/issues")
        self.assertEqual(308, turned["status"])
        self.assertTrue(turned["location"].startswith("https://127.0.0.1"), turned)
        self.assertTrue(turned["location"].endswith("/acme/web/issues"), turned)
        told = self.get("/", secure=True)
        self.assertEqual("https", told["x-forwarded-proto"])

    def test_where_few_files_are_allowed_it_takes_fewer_connections(self):
        self.start(files=400)
        self.assertEqual(200, self.get("/", status_only=True))

    def test_a_colour_that_is_slow_to_say_ready_is_not_given_up(self):
        self.start()
        self.colour.hesitation = 0.7
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            self.assertEqual(200, self.get("/", status_only=True))
            time.sleep(0.02)

    def test_no_colour_is_told_as_503(self):
        self.start()
        self.colour.shutdown()
        self.colour.server_close()
        deadline = time.monotonic() + 20
        while self.get("/", status_only=True) != 503:
            self.assertLess(time.monotonic(), deadline)
        self.assertEqual(200, self.get("/proxy-alive", status_only=True))
