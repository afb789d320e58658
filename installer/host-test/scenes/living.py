"""From nothing to the first event, and how what is installed lives."""
import time
import uuid

from bed.load import Load
from bed.site import Site

from .stage import ORGANIZATION, PROJECT

SECONDS_TO_FIRST_EVENT = 60
IDLE_MEGABYTES = 250
EXPOSURE = 2.0


def first(stage, report):
    """Bare host, installation, first administrator, first event of a real SDK on a page."""
    begun = time.monotonic()
    host = stage.bare("one")
    report.number("host booted s", round(time.monotonic() - begun, 1))
    free = "".join(host.run("ip", "route").stdout)
    report.promise("the host has no way out", "default" not in free, free)

    begun = time.monotonic()
    answer = stage.install(host)
    installed = time.monotonic()
    report.number("install s", round(installed - begun, 1))
    report.number("install warnings", [finding["code"] for finding in answer["findings"]])
    site, dsn = stage.settle(host)
    settled = time.monotonic()
    event = stage.fail_in_python(dsn)
    site.waits_for(f"/{ORGANIZATION}/{PROJECT}/issues", "PaymentFailed", 30)
    seen = time.monotonic()
    report.number("administrator and project s", round(settled - installed, 1))
    report.number("SDK to page s", round(seen - settled, 1))
    report.number("bare host to first event seen s", round(seen - begun, 1))
    report.promise(f"less than {SECONDS_TO_FIRST_EVENT} s from a bare host to the first event", seen - begun < SECONDS_TO_FIRST_EVENT)
    report.promise("the event is stored under the SDK's id", not stage.missing(host, {(stage.target(host).project, uuid.UUID(event))}, 10))


def hardened(stage, report):
    """systemd's own view of each unit that runs."""
    host = stage.serving()
    for unit in ("tocsin@blue.service", "tocsin@green.service", "tocsin-postgresql.service", "tocsin-proxy.service"):
        said = host.run("systemd-analyze", "security", "--no-pager", unit, check=False).stdout
        exposure = float(said.split("Overall exposure level for")[-1].split(":")[1].split()[0])
        report.number(f"exposure of {unit}", exposure)
        report.promise(f"{unit} is exposed {EXPOSURE} at most", exposure <= EXPOSURE)


def memory(stage, report):
    """All parts, idle and under a load of 500 events a second."""
    host = stage.serving()
    host.tocsinctl("restart")
    time.sleep(10)
    idle = host.memory()
    report.number("idle MB", idle)
    report.number("idle MB in all", round(sum(idle.values()), 1))
    report.promise(f"idle below {IDLE_MEGABYTES} MB", sum(idle.values()) < IDLE_MEGABYTES)
    load, most = Load(stage.target(host), connections=16, per_second=500), {}
    for _ in range(max(1, stage.options.seconds // 3)):
        time.sleep(3)
        now = host.memory()
        most = now if sum(now.values()) > sum(most.values()) else most
    load.end()
    report.number("events a second", round(load.answers["200"] / (time.monotonic() - load.begun)))
    report.number("under load MB", most)
    report.number("under load MB in all", round(sum(most.values()), 1))
    report.promise("no event is refused", load.failed() == 0, str(dict(load.answers)))


def commands(stage, report):
    """The commands of tocsinctl on a host that lives, and how long each takes."""
    host = stage.serving()
    before = host.files()
    again = stage.install(host)
    report.promise("a second install changes nothing", again["changes"] == [], str(again["changes"]))
    changed = differing(before, host.files(), ("/var/lib/tocsin/postgresql", "/var/lib/tocsin/spool", "/var/tmp", "/root"))
    report.promise("a second install leaves every file as it was", not changed, str(changed))

    status = host.tocsinctl("status")
    report.promise("status says that all runs", status["result"]["ready"] and all(each["active"] and each["enabled"] for each in status["result"]["services"]), str(status))
    report.promise("nothing is left unfinished", not status["findings"], str(status["findings"]))
    verified = host.tocsinctl("verify", check=False)
    report.promise("the installed release verifies", verified["ok"] and verified["result"]["files"] > 20, str(verified)[:300])
    logs = host.tocsinctl("logs", "--lines", "50")["result"]["lines"]
    report.promise("logs have lines of the services", any("tocsin" in line for line in logs), str(logs[-3:]))
    only = host.tocsinctl("logs", "--service", "tocsin-proxy", "--lines", "5")["result"]["lines"]
    report.promise("logs of one service are its own", only and all("haproxy" in line for line in only), str(only))

    host.tocsinctl("config", "set", "TOCSIN_LOG_LEVEL=debug")
    got = host.tocsinctl("config", "get", "TOCSIN_LOG_LEVEL")["result"]["settings"]
    report.promise("config get tells what config set wrote", "debug" in str(got), str(got))
    differences = host.tocsinctl("config", "diff")["result"]["differences"]
    report.promise("config diff names it", any(each["name"] == "TOCSIN_LOG_LEVEL" for each in differences), str(differences))
    wrong = host.tocsinctl("config", "set", "TOCSIN_LOG_LEVL=debug", check=False)
    report.promise("a misspelt setting is refused with 2", wrong["code"] == 2 and not wrong["changes"], str(wrong))
    host.tocsinctl("restart")
    report.promise("the restarted server serves", host.tocsinctl("status")["result"]["ready"])
    host.tocsinctl("config", "set", "TOCSIN_LOG_LEVEL=info")
    host.tocsinctl("stop")
    stopped = host.tocsinctl("status", check=False)
    report.promise("stop stops all", not any(each["active"] for each in stopped["result"]["services"]), str(stopped["result"]))
    host.tocsinctl("start")
    report.number("serves after start, s", round(Site(stage.url(host)).wait_until_it_serves(), 2))
    times(host, report)


def times(host, report):
    begun = time.monotonic()
    for _ in range(5):
        host.run("true")
    report.number("the way to the host ms", round((time.monotonic() - begun) * 200))
    for words in (["--version"], ["help", "E108"], ["status"], ["config", "get"], ["config", "check"], ["verify"], ["preflight"], ["logs"]):
        taken = []
        for _ in range(5):
            begun = time.monotonic()
            host.run("/opt/tocsin/current/bin/tocsinctl", *words, check=False)
            taken.append(time.monotonic() - begun)
        report.number(f"tocsinctl {' '.join(words)} ms", round(sorted(taken)[2] * 1000))


def reboot(stage, report):
    """Everything comes back by itself."""
    host = stage.serving()
    before = host.sql("select count(*) from event;")[0][0]
    begun = time.monotonic()
    host.power_off()
    report.number("power off s", round(time.monotonic() - begun, 1))
    begun = time.monotonic()
    host.boot()
    Site(stage.url(host)).wait_until_it_serves()
    report.number("from power on until it serves s", round(time.monotonic() - begun, 1))
    report.promise("all events are there", host.sql("select count(*) from event;")[0][0] >= before)
    failed = host.run("systemctl", "--failed", "--plain", "--no-legend").stdout
    report.promise("no unit has failed", "tocsin" not in failed, failed)


def differing(before, after, without=()):
    """Paths that are not as they were."""
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return sorted(path for path in paths if not path.startswith(tuple(without)))
