"""Unpacks wheels: python unpack.py TARGET WHEEL... -- PATTERN...

Extracts the files of each wheel whose path matches one of the patterns; without patterns, all files. Each file is
checked against its hash in the wheel's RECORD. TARGET/files.json, written last, lists the files with their sizes.
"""

import base64
import csv
import hashlib
import io
import json
import os
import re
import sys
import zipfile

CHUNK = 1 << 20


def read_hashes(wheel):
    (record,) = [name for name in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/RECORD", name)]
    rows = csv.reader(io.TextIOWrapper(wheel.open(record), "utf-8"))
    return {row[0]: row[1] for row in rows if row}


def unpack(wheel, member, target, expected):
    path = os.path.join(target, member.filename)
    if not os.path.realpath(path).startswith(os.path.realpath(target) + os.sep):
        raise ValueError(f"{member.filename} would be written outside {target}")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    name, _, wanted = expected.partition("=")
    digest = hashlib.new(name)
    with wheel.open(member) as packed, open(path, "wb") as file:
        while chunk := packed.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    got = base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
    if got != wanted:
        raise ValueError(f"hash mismatch: {member.filename} differs from its wheel's RECORD")
    if member.external_attr >> 16 & 0o111:
        os.chmod(path, 0o755)
    return os.path.getsize(path)


def main():
    split = sys.argv.index("--")
    target, *wheels = sys.argv[1:split]
    patterns = [re.compile(pattern) for pattern in sys.argv[split + 1 :]]
    sizes = {}
    for name in wheels:
        with zipfile.ZipFile(name) as wheel:
            hashes = read_hashes(wheel)
            for member in wheel.infolist():
                wanted = not patterns or any(pattern.match(member.filename) for pattern in patterns)
                if wanted and not member.is_dir() and hashes.get(member.filename):
                    sizes[member.filename] = unpack(wheel, member, target, hashes[member.filename])
    with open(os.path.join(target, "files.json"), "w", encoding="utf-8") as file:
        json.dump(sizes, file)


main()
