#!/bin/sh
# Tocsin @VERSION@ for Linux on x86-64: a script, and behind it everything that an installation needs. It is read like this:
#   sh @NAME@.run --help
set -eu
name='@NAME@'
version='@VERSION@'
head_bytes=@HEAD_BYTES@
head_sha256=@HEAD_SHA256@
expander_bytes=@EXPANDER_BYTES@
body_bytes=@BODY_BYTES@
body_sha256=@BODY_SHA256@
disk_megabytes=@DISK_MEGABYTES@
glibc_floor=@GLIBC_FLOOR@
development=@DEVELOPMENT@
LC_ALL=C
export LC_ALL

usage() {
    cat <<END
Tocsin $version, an error and event tracker.

  sh $name.run install [OPTIONS]      verifies everything, then runs \`tocsinctl install OPTIONS\`
  sh $name.run preflight [OPTIONS]    verifies everything, then says whether this host fits; changes nothing
  sh $name.run --check                verifies everything, and keeps nothing
  sh $name.run --extract DIRECTORY    verifies everything, then makes DIRECTORY/$name
  sh $name.run --version
  sh $name.run --help

  --root-key FILE  before any of these: believe the offline root whose public key is FILE, and not the one that came with
                   this file. Whoever has changed this file may have changed the one that came with it.

Needs Linux on x86-64 with glibc $glibc_floor (Debian 12, Ubuntu 22.04, RHEL 9) or newer, and $disk_megabytes MB in \$TMPDIR
(/var/tmp) or in DIRECTORY. What it unpacks to find out whether it is whole lies there until the end.

Ends with 0 done, 1 failed, 2 wrong usage, 3 this host does not fit, 6 not whole or not genuine, and with the code of
tocsinctl where that was run.
END
}

# refuse EXIT CODE WHAT REMEDY
refuse() {
    printf '%s: %s %s\n  What to do: %s\n  Nothing was installed or changed.\n' "$name" "$2" "$3" "$4" >&2
    exit "$1"
}

check_host() {
    [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] ||
        refuse 3 E101 "This is for Linux on x86-64, and here is $(uname -s) on $(uname -m)." 'Take it to a host with an x86-64 processor.'
    glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed -n 's/^glibc //p')
    [ "$(printf '%s\n' "$glibc_floor" "${glibc:-0}" | sort -V | head -n 1)" = "$glibc_floor" ] ||
        refuse 3 E102 "The C library is ${glibc:-not glibc}, and glibc $glibc_floor is needed." 'Use Debian 12, Ubuntu 22.04, RHEL 9 or something newer.'
}

check_file() {
    bytes=$(wc -c <"$self")
    whole=$((head_bytes + expander_bytes + body_bytes))
    [ "$bytes" -eq "$whole" ] ||
        refuse 6 E204 "The file is not whole: it has $bytes bytes, and $whole were made." 'Copy it here again, and compare with SHA256SUMS.'
    sum=$(head -c "$head_bytes" "$self" | sed 's/^head_sha256=.*/head_sha256=/' | sha256sum | cut -c1-64)
    [ "$sum" = "$head_sha256" ] ||
        refuse 6 E204 'The script at the head of the file was changed.' 'Do not use it. Get it again from where you trust it.'
    sum=$(tail -c "+$((head_bytes + 1))" "$self" | sha256sum | cut -c1-64)
    [ "$sum" = "$body_sha256" ] ||
        refuse 6 E204 'The content of the file was changed or damaged.' 'Do not use it. Get it again from where you trust it.'
}

# Unpacks into $stage, a new directory in $1 that is removed at the end, whatever the end.
unpack() {
    mkdir -p "$1" 2>/dev/null || refuse 1 E303 "$1 cannot be made." 'Name a directory that you may write to.'
    free=$(df -Pk "$1" | awk 'NR == 2 {print int($4 / 1024)}')
    [ "$free" -ge "$disk_megabytes" ] ||
        refuse 3 E106 "$1 has $free MB free, and $disk_megabytes MB are needed." 'Make room, or name another directory (TMPDIR).'
    stage=$(mktemp -d "$1/.$name.XXXXXX") || refuse 1 E303 "$1 cannot be written to." 'Name a directory that you may write to.'
    trap 'rm -rf "$stage"' EXIT
    trap 'exit 1' HUP INT TERM
    tail -c "+$((head_bytes + 1))" "$self" | head -c "$expander_bytes" >"$stage/expand"
    chmod 700 "$stage/expand"
    "$stage/expand" </dev/null >/dev/null 2>&1 ||
        refuse 3 E110 "Programs cannot be run in $1: it is mounted noexec." 'Name a directory where they can: TMPDIR=/root, for example.'
    tail -c "+$((head_bytes + expander_bytes + 1))" "$self" | "$stage/expand" | tar -xpf - --no-same-owner -C "$stage" ||
        refuse 1 E303 'Unpacking failed.' 'See what is said above; most often the disk is full.'
    bundle=$stage/$name
}

# Who signed it first: a manifest that nobody signed is not worth a look.
check_content() {
    [ -s "$bundle/MANIFEST" ] || refuse 6 E205 'MANIFEST is missing.' 'Get the bundle again from where you trust it.'
    if command -v openssl >/dev/null; then
        printf '%s\n' "$root" >"$stage/root.pem"
        genuine "$stage/root.pem" "$bundle/keys/release.pem" ||
            refuse 6 E202 'The release key is not signed by the root.' 'Do not install it. Get the bundle again from where you trust it.'
        genuine "$bundle/keys/release.pem" "$bundle/MANIFEST" ||
            refuse 6 E203 'The manifest is not signed by the release key.' 'Do not install it. Get the bundle again from where you trust it.'
    elif [ -x "$bundle/bin/tocsinctl" ]; then
        printf '%s\n' "$root" >"$stage/root.pem"
        "$bundle/bin/tocsinctl" verify --root-key "$stage/root.pem" "$bundle" >&2 || exit
    else
        refuse 6 E208 'There is nothing here that can check a signature.' 'Install openssl.'
    fi
    (cd "$bundle" && sed 's/^\([0-9a-f]*\)  [0-7]*  /\1  /' MANIFEST | sha256sum --check --strict --quiet) >&2 ||
        refuse 6 E204 'A file is not as the manifest says.' 'Do not install it. Get the bundle again from where you trust it.'
    (cd "$bundle" && find . ! -type d | sed 's|^\./||' | grep -vxE 'MANIFEST(\.sig)?|keys/release\.pem(\.sig)?' | sort) >"$stage/found"
    sed 's/^[0-9a-f]*  [0-7]*  //' "$bundle/MANIFEST" | sort | cmp -s - "$stage/found" ||
        refuse 6 E206 'There are files that the manifest does not know.' 'Do not install it. Get the bundle again from where you trust it.'
    [ "$development" = no ] || echo "$name: signed with a development key, whose root is nobody's: good for trying alone" >&2
}

# genuine KEY FILE: whether the holder of the key has signed the file
genuine() { openssl pkeyutl -verify -rawin -pubin -inkey "$1" -in "$2" -sigfile "$2.sig" >/dev/null 2>&1; }

self=$0
root='@ROOT@'
if [ "${1-}" = --root-key ]; then
    [ -r "${2-}" ] || refuse 2 E208 "No key can be read from '${2-}'." 'Name the file that holds the public key of the root, in PEM.'
    root=$(cat "$2")
    shift 2
fi
case ${1-} in
--help | -h | '')
    usage
    ;;
--version)
    echo "tocsin $version"
    ;;
--check)
    check_host
    check_file
    unpack "${TMPDIR:-/var/tmp}"
    check_content
    echo "$name: whole and genuine, $(wc -l <"$bundle/MANIFEST") files"
    ;;
--extract)
    [ -n "${2-}" ] || refuse 2 E901 '--extract needs a directory.' "sh $name.run --extract DIRECTORY"
    [ ! -e "$2/$name" ] || refuse 2 E114 "$2/$name is there already." 'Remove it, or name another directory.'
    check_host
    check_file
    unpack "$2"
    check_content
    mv "$bundle" "$2/$name"
    echo "$2/$name"
    ;;
install | preflight)
    check_host
    check_file
    unpack "${TMPDIR:-/var/tmp}"
    check_content
    [ -x "$bundle/bin/tocsinctl" ] || refuse 1 E205 'This bundle was made without tocsinctl.' 'Unpack it with --extract.'
    status=0
    "$bundle/bin/tocsinctl" "$@" || status=$?
    exit "$status"
    ;;
*)
    refuse 2 E901 "$1 is not known here." "sh $name.run --help"
    ;;
esac
exit
