"""Archives that hold what was put into them and nothing of the machine or the hour that made them."""
import gzip
import os
import pathlib
import tarfile

from . import Refused


def files(root):
    """All files below, as paths from there, sorted as the manifest and the archives have them."""
    found = []
    for folder, folders, names in os.walk(root):
        for name in [*folders, *names]:
            path = pathlib.Path(folder, name)
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise Refused(f"{path} is neither a file nor a directory; a bundle has nothing else")
        found += [pathlib.Path(folder, name).relative_to(root).as_posix() for name in names]
    return sorted(found)


def mode(path):
    """What a file may be: readable for all, and executable or not. Whatever umask there was."""
    return 0o755 if path.stat().st_mode & 0o100 else 0o644


def tar(root, out, prefix, time, order=(), skip=()):
    """Writes what is below root as PREFIX/…, sorted, owned by root, with one time and one of two modes.

    What `order` names comes first, so that files which resemble each other lie close to each other in it; what begins with
    one of `skip` is left out.
    """
    root = pathlib.Path(root)
    names = [name for name in files(root) if not name.startswith(tuple(skip))]
    first = [name for name in order if name in names]
    names = first + [name for name in names if name not in first]
    placed = {name: str(pathlib.PurePosixPath(prefix, name)) for name in names}
    folders = {str(parent) for path in placed.values() for parent in pathlib.PurePosixPath(path).parents if parent.name}
    with tarfile.open(out, "w", format=tarfile.GNU_FORMAT) as archive:
        for folder in sorted(folders):
            archive.addfile(_entry(folder, tarfile.DIRTYPE, 0o755, 0, time))
        for name in names:
            with open(root / name, "rb") as content:
                size = os.fstat(content.fileno()).st_size
                archive.addfile(_entry(placed[name], tarfile.REGTYPE, mode(root / name), size, time), content)


def tar_gz(root, out, prefix, time, skip=()):
    """The same, compressed, for those who have nothing but gzip."""
    plain = pathlib.Path(f"{out}.part")
    tar(root, plain, prefix, time, skip=skip)
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as compressed:
        with open(plain, "rb") as content:
            while block := content.read(1 << 20):
                compressed.write(block)
    plain.unlink()


def _entry(name, kind, mode_bits, size, time):
    info = tarfile.TarInfo(name)
    info.type, info.mode, info.size, info.mtime = kind, mode_bits, size, time
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    return info
