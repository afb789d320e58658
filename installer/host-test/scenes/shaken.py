"""What happens to a host under load, and what may not be lost by it."""
import random
import resource
import time

from bed.load import Load, SlowConnections
from bed.site import Site


def restart(stage, report):
    """`tocsinctl restart`, again and again, until so many requests were sent."""
    host = stage.serving()
    switching(stage, host, report)


def slow(stage, report):
    """The same beside connections that say little or nothing."""
    host = stage.serving()
    make_room(stage.options.slow, host, report)
    slow = SlowConnections(stage.target(host), stage.options.slow)
    time.sleep(15)
    report.number("slow connections standing before", slow.standing())
    switching(stage, host, report)
    report.number("slow connections standing after", slow.standing())
    report.number("slow connections opened in all", slow.opened)
    report.number("slow connections refused", slow.refused)
    report.promise("so many slow connections stand beside it", slow.standing() > stage.options.slow * 0.9)
    slow.end()


def make_room(count, host, report):
    """Where this machine lets no process have two files for each connection, the proxy is told to reckon with one and a half."""
    configuration = host.root / "etc/tocsin/haproxy.cfg"
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if files < 2 * count + 100:
        text = configuration.read_text().replace("    fd-hard-limit 40100\n", f"    maxconn {count + 500}\n    no strict-limits\n")
        configuration.write_text(text)
        host.run("systemctl", "reload-or-restart", "tocsin-proxy")
        report.number("files that this machine allows the proxy", files)


def switching(stage, host, report):
    load, restarts, taken = Load(stage.target(host), connections=16), 0, []
    while load.sent() < stage.options.requests or restarts < 3:
        time.sleep(2)
        begun = time.monotonic()
        host.tocsinctl("restart")
        taken.append(time.monotonic() - begun)
        restarts += 1
        if restarts % 5 == 0:
            report.say(f"{restarts} restarts, {load.sent()} requests, {dict(load.answers)}")
    time.sleep(2)
    load.end()
    report.number("restarts", restarts)
    report.number("requests", load.sent())
    report.number("a second", round(load.sent() / (time.monotonic() - load.begun)))
    report.number("failed", load.failed())
    report.number("slowest answer s", round(load.slowest, 2))
    report.number("a restart takes s", round(sorted(taken)[len(taken) // 2], 1))
    report.promise("no request fails", load.failed() == 0, f"{dict(load.answers)} {load.first_troubles}")
    missing = stage.missing(host, load.received)
    report.promise("all that was answered 200 is stored", not missing, f"{len(missing)} are missing")


def powercut(stage, report):
    """The power goes under load; everything comes back by itself, and has what was answered 200."""
    host, received, back = stage.serving(), set(), []
    for cut in range(stage.options.cuts):
        load = Load(stage.target(host), connections=8)
        time.sleep(random.uniform(1, 4))
        host.cut()
        received |= load.end().received
        begun = time.monotonic()
        host.boot()
        Site(stage.url(host)).wait_until_it_serves()
        back.append(time.monotonic() - begun)
        report.say(f"cut {cut + 1}, {len(received)} answered 200, back after {back[-1]:.1f} s")
    missing = stage.missing(host, received)
    report.number("power cuts", stage.options.cuts)
    report.number("answered 200", len(received))
    report.number("lost", len(missing))
    report.number("back after s, median", round(sorted(back)[len(back) // 2], 1))
    report.number("back after s, worst", round(max(back), 1))
    report.promise("nothing that was answered 200 is lost", not missing)
    twice = host.sql("select count(*) - count(distinct (project_id, event_id)) from event;")[0][0]
    report.promise("nothing is stored twice", twice == "0", twice)
    status = host.tocsinctl("status", check=False)
    report.promise("status is clean", status["ok"] and not status["findings"], str(status))


def full(stage, report):
    """The disk of the data is full under load, and then it is not: everything goes on by itself."""
    host = stage.bare("full")
    host.power_off()
    host.own_disk("/var/lib/tocsin", gigabytes=6)
    host.boot()
    stage.install(host)
    site, _ = stage.settle(host)
    load = Load(stage.target(host), connections=4, per_second=100)
    time.sleep(3)
    before = load.answers["200"]
    host.run("sh", "-c", "fallocate -l $(df -B1 --output=avail /var/lib/tocsin | tail -1) /var/lib/tocsin/filler; cat /dev/zero >>/var/lib/tocsin/filler", check=False)
    time.sleep(20)
    report.number("answers until the disk is free again", dict(load.answers))
    report.promise("there was a load before", before > 0)
    host.run("rm", "/var/lib/tocsin/filler")
    freed, taken, begun = load.answers["200"], None, time.monotonic()
    while taken is None and time.monotonic() - begun < 90:
        time.sleep(0.2)
        taken = time.monotonic() - begun if load.answers["200"] > freed + 20 else None
    report.promise("it takes events again by itself", taken is not None)
    report.number("takes events again after s", taken and round(taken, 1))
    load.end()
    Site(stage.url(host)).wait_until_it_serves()
    missing = stage.missing(host, load.received)
    report.number("answered 200", len(load.received))
    report.promise("nothing that was answered 200 is lost", not missing, f"{len(missing)} are missing")
    status = host.tocsinctl("status", check=False)
    report.promise("status is clean", status["ok"], str(status))
    host.remove()
