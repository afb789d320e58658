"""What is left when Tocsin goes."""
import re

from bed.site import ADMINISTRATOR, PASSWORD, Site

from .living import differing
from .stage import ORGANIZATION, PROJECT

#: What `uninstall` says that it leaves, and the accounts that own it.
KEPT = ("/etc/tocsin", "/var/lib/tocsin", "/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow", "/etc/sysusers.d", "/etc/.pwd.lock")


def removed(stage, report):
    """`uninstall` keeps data, settings and secrets; an installation finds them; `uninstall --purge` leaves nothing."""
    host = stage.bare("gone")
    before = host.files()
    bundle = stage.unpacked(host)
    stage.install(host)
    site, dsn = stage.settle(host)
    stage.fail_in_python(dsn)
    site.waits_for(f"/{ORGANIZATION}/{PROJECT}/issues", "PaymentFailed", 30)

    host.tocsinctl("uninstall")
    left = [path for path in differing(before, host.files(), ("/root/",)) if not path.startswith(KEPT)]
    report.promise("uninstall leaves settings, data and accounts alone", not left, str(left[:8]))
    clean(host, report, "uninstall")

    stage.install(host)
    site = Site(stage.url(host))
    site.wait_until_it_serves()
    site.log_in(ADMINISTRATOR, PASSWORD)
    site.waits_for(f"/{ORGANIZATION}/{PROJECT}/issues", "PaymentFailed", 30)
    stage.fail_in_python(dsn)
    report.promise("an installation afterwards has people, events and keys of before", True)

    purged = host.tocsinctl("uninstall", "--purge")
    report.promise("purge says what it did", len(purged["changes"]) > 5)
    left = differing(before, host.files(), ("/root/",))
    # The copy of before that every change of accounts makes.
    left = [path for path in left if not path.endswith("-") and path != "/etc/.pwd.lock"]
    report.promise("purge leaves nothing", not left, str(left[:8]))
    clean(host, report, "purge")
    again = host.run(f"{bundle}/bin/tocsinctl", "uninstall", "--purge", "--json", check=False)
    report.promise("purge again finds nothing to do", '"changes":[]' in again.stdout.replace(" ", ""), again.stdout + again.stderr)
    host.remove()


def clean(host, report, what):
    units = host.run("systemctl", "list-units", "--all", "--plain", "--no-legend", "tocsin*").stdout.splitlines()
    # A name without a file goes when systemd next tidies up.
    units = [unit for unit in units if "not-found inactive dead" not in re.sub(r"\s+", " ", unit)]
    report.promise(f"after {what} systemd knows no unit of ours", not units, str(units))
    running = {unit for unit in host.processes().values() if unit.startswith("tocsin")}
    report.promise(f"after {what} nothing of ours runs", not running, str(running))
