"""What the proxy lets in, and under which name and certificate."""
import pathlib
import re
import socket
import ssl
import subprocess
import tempfile
import time
import uuid

from bed.load import Load, Target
from bed.site import ADMINISTRATOR, PASSWORD, Site, words

from .stage import ORGANIZATION, PROJECT

CLIENT, FORGED = "10.79.0.1", "198.51.100.77"
EXCHANGES = 5


def headers(stage, report):
    """What strangers say of themselves is not believed."""
    host = stage.serving()
    site, target = stage.site(host), stage.target(host)
    claims = {
        "X-Forwarded-For": FORGED, "X-Real-IP": FORGED, "Forwarded": f"for={FORGED};proto=https;host=evil.example",
        "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "4444",
    }  # fmt: skip
    event = uuid.uuid4().hex
    body = (
        f'{{"event_id":"{event}","dsn":"{target.dsn}"}}\n{{"type":"event"}}\n'
        f'{{"event_id":"{event}","platform":"javascript","message":"from a browser"}}\n'
    )
    sent = subprocess.run(
        ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "--data-binary", "@-", f"{stage.url(host)}/api/{target.project}/envelope/",
         *(word for name, value in claims.items() for word in ("-H", f"{name}: {value}"))],
        input=body, capture_output=True, text=True,
    )  # fmt: skip
    report.promise("the event is taken", sent.stdout == "200", sent.stdout + sent.stderr)
    token = read_token(site)
    deadline, user = time.monotonic() + 20, {}
    while not user and time.monotonic() < deadline:
        time.sleep(0.2)
        user = site.json(f"/api/0/projects/{ORGANIZATION}/{PROJECT}/events/{event}/", token).get("user") or {}
    report.promise("an event has the address that it came from", user.get("ip_address") == CLIENT, str(user))

    stranger = Site(stage.url(host))
    turned = stranger.ask(f"/{ORGANIZATION}/{PROJECT}/issues", headers=claims)
    report.promise("nobody is led to a host that a header names", "evil" not in turned.location, turned.location)
    entered = stranger.ask("/login", {"email": ADMINISTRATOR, "password": PASSWORD, "next": "/"}, claims)
    cookie = " ".join(entered.headers.get_all("Set-Cookie") or [])
    report.promise("a plain connection is not taken for an encrypted one", "tocsin_session=" in cookie and "Secure" not in cookie, cookie[:80])


def read_token(site):
    page = site.fill(
        f"/{ORGANIZATION}/settings/tokens", f"/{ORGANIZATION}/settings/tokens", name=f"host-test {uuid.uuid4().hex[:6]}", scope="event:read", days="1"
    )
    found = re.search(r"\btcs_[\w-]{20,}", page.text)
    if not found:
        raise AssertionError(f"no token on the page: {words(page.text)}")
    return found.group(0)


def certificate(stage, report):
    """An own certificate, the redirect to it, and others after it under load."""
    host = stage.bare("tls")
    secure = f"https://{host.address}"
    host.run("sh", stage.file, "install", "--url", secure)
    begun = time.monotonic()
    host.write("/root/tls.pem", pem(host.address), 0o600)
    host.tocsinctl("certificate", "/root/tls.pem")
    site = Site(secure)
    site.wait_until_it_serves()
    report.number("first certificate s", round(time.monotonic() - begun, 1))
    plain = Site(stage.url(host)).ask("/login")
    report.promise("HTTP is led to HTTPS with 308", plain.status == 308 and plain.location == secure + "/login", f"{plain.status} {plain.location}")

    told = host.tocsinctl("admin", "create", ADMINISTRATOR, "--organization", ORGANIZATION)
    site.arrive(told["result"]["answer"])
    dsn = site.project(ORGANIZATION, PROJECT)
    report.promise("the DSN is one of HTTPS", dsn.startswith("https://"), dsn)
    (host.folder / "dsn").write_text(dsn)

    wrong = pem(host.address).split("-----BEGIN PRIVATE KEY")[0]
    host.write("/root/wrong.pem", wrong, 0o600)
    refused = host.tocsinctl("certificate", "/root/wrong.pem", check=False)
    report.promise("a certificate without its key is refused with 3", refused["code"] == 3 and not refused["changes"], str(refused))

    load, serials = Load(Target(dsn), connections=8, per_second=100), [serial(host.address)]
    for _ in range(EXCHANGES):
        time.sleep(3)
        host.write("/root/tls.pem", pem(host.address), 0o600)
        host.tocsinctl("certificate", "/root/tls.pem")
        time.sleep(1)
        serials.append(serial(host.address))
    time.sleep(2)
    load.end()
    report.number("requests over HTTPS", load.sent())
    report.number("certificates", len(set(serials)))
    report.promise("each certificate is served at once", len(set(serials)) == EXCHANGES + 1, str(serials))
    report.promise("no request is lost while certificates change", load.failed() == 0, f"{dict(load.answers)} {load.first_troubles}")
    report.promise("what was answered 200 is stored", not stage.missing(host, load.received))
    host.remove()


def pem(address):
    """A certificate for an address, and its key."""
    with tempfile.TemporaryDirectory() as folder:
        key, chain = pathlib.Path(folder, "key"), pathlib.Path(folder, "chain")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90", "-subj", f"/CN={address}",
             "-addext", f"subjectAltName=IP:{address}", "-keyout", key, "-out", chain],
            check=True, capture_output=True,
        )  # fmt: skip
        return chain.read_text() + key.read_text()


def serial(address):
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection((address, 443), timeout=10) as connection, trusting.wrap_socket(connection) as secured:
        der = secured.getpeercert(binary_form=True)
    return subprocess.run(["openssl", "x509", "-inform", "der", "-noout", "-serial"], input=der, capture_output=True).stdout.decode().strip()
