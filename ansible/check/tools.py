"""The programs that ansible/install has installed, and the collection as they want to find it."""
import os
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parents[1]
ROOT = HERE.parent
HOME = pathlib.Path(
    os.environ.get("TOCSIN_ANSIBLE_HOME")
    or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "tocsin-ansible"
)
PROGRAMS = HOME / "python/bin"


def program(name):
    path = PROGRAMS / name
    if not path.exists():
        raise SystemExit(f"{path} is not there: run ansible/install")
    return str(path)


def version():
    return re.search(r"<revision>(.*?)</revision>", (ROOT / "pom.xml").read_text()).group(1)


def environment(collections, **more):
    """As if nobody had configured Ansible on this machine."""
    pathlib.Path(collections).mkdir(parents=True, exist_ok=True)
    configuration = pathlib.Path(collections, "ansible.cfg")
    configuration.touch()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "MOLECULE_"))}
    return {
        **kept,
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        "ANSIBLE_COLLECTIONS_PATH": str(collections),
        "ANSIBLE_CONFIG": str(configuration),
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_LOCALHOST_WARNING": "0",
        "ANSIBLE_HOME": str(pathlib.Path(collections) / ".ansible"),
        **more,
    }


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)


def tree(folder):
    """The collection as a work tree of git, which ansible-test and ansible-lint want."""
    made = run(HERE / "package", "--tree", version(), folder)
    if made.returncode:
        raise SystemExit(made.stderr)
    path = pathlib.Path(made.stdout.strip())
    for command in (["init", "-q", "."], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=path, check=True)
    return path
