import http.client
import http.cookiejar
import json
import re
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request

ADMINISTRATOR = "first@example.org"
PASSWORD = "a horse, a battery, a staple"
HIDDEN = re.compile(r'<input[^>]*name="_csrf"[^>]*value="([^"]*)"|<input[^>]*value="([^"]*)"[^>]*name="_csrf"')


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Answer:
    def __init__(self, status, headers, text):
        self.status, self.headers, self.text = status, headers, text

    @property
    def location(self):
        return self.headers.get("Location", "")


class Site:
    """A browser without scripts, and whoever sits before it."""

    def __init__(self, url):
        self.url = url
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self.opener = urllib.request.build_opener(
            Stay, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.HTTPSHandler(context=trusting)
        )

    def ask(self, path, fields=None, headers=()):
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(urllib.parse.urljoin(self.url, path), body, dict(headers))
        try:
            with self.opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.headers, answer.read().decode(errors="replace"))

    def follow(self, answer):
        for _ in range(5):
            if answer.status not in (302, 303):
                return answer
            answer = self.ask(answer.location)
        raise AssertionError(f"redirected for ever, last to {answer.location}")

    def fill(self, page, action, **fields):
        """Fills a form of a page in, as it came, and sends it off."""
        form = self.follow(self.ask(page))
        found = HIDDEN.search(form.text)
        if found:
            fields["_csrf"] = found.group(1) or found.group(2)
        answer = self.follow(self.ask(action, fields))
        if answer.status >= 400:
            raise AssertionError(f"{action} answered {answer.status}: {words(answer.text)}")
        return answer

    # ---- what somebody does who has just installed it -------------------------------------------------------------
    def log_in(self, email, password):
        return self.fill("/login", "/login", email=email, password=password, next="/")

    def arrive(self, told):
        """The first administrator comes in with what tocsinctl said: a link, or a password for the first time."""
        link = re.search(r"https?://\S+/[\w/-]*\S{16,}", told)
        if link:
            path = urllib.parse.urlsplit(link.group(0)).path
            form = self.ask(path)
            action = re.search(r'<form[^>]*action="([^"]*)"', form.text)
            return self.fill(path, action.group(1) if action else path, name="First", password=PASSWORD, again=PASSWORD)
        password = re.split(r"\s+", told.strip())[-1]
        self.log_in(ADMINISTRATOR, password)
        return self.fill("/account", "/account/password", current=password, password=PASSWORD)

    def project(self, organization, slug):
        """Makes one and brings its DSN back, from the page that waits for the first event."""
        page = self.fill(f"/{organization}/settings/projects", f"/{organization}/settings/projects", name=slug, slug=slug, platform="python")
        return re.search(r"https?://[0-9a-f]{32}@[^/\"<\s]+/\d+", page.text).group(0)

    def waits_for(self, path, text, seconds):
        """Seconds until a page shows the text."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if text in self.ask(path).text:
                return time.monotonic() - begun
            time.sleep(0.05)
        raise AssertionError(f"{path} does not show {text} within {seconds} s")

    def wait_until_it_serves(self, seconds=120):
        """Seconds until it answers, through all that was between."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            try:
                if self.ask("/ready").status == 200:
                    return time.monotonic() - begun
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        raise AssertionError(f"{self.url} does not serve within {seconds} s")

    def json(self, path, token):
        return json.loads(self.ask(path, headers={"Authorization": f"Bearer {token}"}).text)


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()[:400]
