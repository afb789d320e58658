"""What is shipped: one CycloneDX list for the Java parts, the libraries of PostgreSQL and HAProxy, and what is linked in."""
import hashlib
import json
import pathlib
import re
import uuid
import zipfile

NAMESPACE = uuid.UUID("5f5f3b0a-6f8e-4b6e-9a51-0c3b7d6f2a11")


def component(name, version, licence, purl, kind="library"):
    known = re.fullmatch(r"[A-Za-z0-9.+-]+", licence)
    said = {"license": {"id": licence}} if known else {"expression": licence}
    stated = {} if version == "-" else {"version": version}
    return {"type": kind, "bom-ref": purl, "name": name, **stated, "purl": purl, "licenses": [said]}


def of_part(components):
    """Those that a part's file `components` names, a line for each."""
    return [component(*line.split("\t")) for line in pathlib.Path(components).read_text().splitlines()]


def of_maven(bom):
    """Those of a list that CycloneDX's plugin for Maven wrote, as they are."""
    return json.loads(pathlib.Path(bom).read_text())["components"]


def merged(version, time, components):
    """The list, sorted, each thing once; the same components make the same bytes."""
    once = {each["bom-ref"]: each for each in components}
    ordered = [once[reference] for reference in sorted(once)]
    digest = hashlib.sha256(json.dumps([version, ordered], sort_keys=True).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, digest)}",
        "version": 1,
        "metadata": {
            "timestamp": time,
            "component": component("tocsin", version, "Apache-2.0", f"pkg:generic/tocsin@{version}", "application"),
        },
        "components": ordered,
    }


def licences(bom):
    """A table of what is shipped and under which licence, in Markdown."""
    rows = ["| what | version | licence |", "|---|---|---|"]
    for each in bom["components"]:
        name = "/".join(filter(None, (each.get("group"), each["name"])))
        said = [_licence(one) for one in each.get("licenses", [])] or ["see its text"]
        rows.append(f"| {name} | {each.get('version', '')} | {', '.join(sorted(set(said)))} |")
    return "\n".join(rows) + "\n"


def _licence(said):
    return said.get("expression") or said["license"].get("id") or said["license"]["name"]


def texts(jars):
    """The licences and notices that lie in the jars: each text once, with the names of those that bring it."""
    holders = {}
    for jar in sorted(jars, key=lambda path: path.name):
        with zipfile.ZipFile(jar) as content:
            for name in sorted(content.namelist()):
                if re.fullmatch(r"(META-INF/)?(.*/)?(LICENSE|LICENCE|NOTICE|COPYING)[^/]*", name, re.IGNORECASE) and not name.endswith(".class"):
                    text = content.read(name).decode("utf-8", "replace").replace("\r\n", "\n").strip()
                    holders.setdefault(text, set()).add(jar.name)
    parts = [f"{'=' * 100}\n{chr(10).join(sorted(names))}\n{'=' * 100}\n\n{text}\n" for text, names in holders.items() if text]
    return "\n".join(sorted(parts))
