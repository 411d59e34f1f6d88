#!/usr/bin/env python3
"""Spoils workbooks at random: none may crash the reader, keep it busy or take its memory.

Usage: fuzz.py READ_ROWS [COUNT [SEED]]. Half of the files have bytes changed as they lie on disk, half in a part before it
is packed, which gets past checksums. A file that fails is told by its number: the same seed makes it again.
"""
import io
import pathlib
import random
import subprocess
import sys
import tempfile
import zipfile

from raw import pack
from samples import by_hand, make

SECONDS, MEMORY = 20, 512 << 20
PIECES = [b"<", b">", b"\"", b"</c>", b"<c>", b"<row>", b"<v>", b"</v>", b"<v>99999999999999999999</v>", b' t="s"', b' r="XFD9"',
          b' r="ZZZZZZ1"', b' s="-1"', b' s="99999"', b"<f>", b"<is>", b"<t>", b"<rPh>", b"</rPh>", b"&amp;", b"&#0;", b"&x;",
          b"_x0000_", b"_xFFFF_", b"\x00", b"\xff", b"<!DOCTYPE a>", b"<![CDATA[", b"<!--", b"1E999", b"-", b"e", b"0" * 400,
          b'<mergeCell ref="A1:XFD1048576"/>', b'<mergeCell ref="A1:A1"/>', b"</sheetData>", b"<sheetData>", b"[", b"\\"]


def spoil(data, chosen):
    data = bytearray(data)
    for _ in range(chosen.choice([1, 1, 2, 5, 20, 80])):
        place = chosen.randrange(len(data) + 1)
        kind = chosen.randrange(5)
        if kind == 0 and place < len(data):
            data[place] ^= 1 << chosen.randrange(8)
        elif kind == 1 and place < len(data):
            data[place] = chosen.randrange(256)
        elif kind == 2:
            del data[place:place + chosen.randrange(1, 30)]
        elif kind == 3:
            data[place:place] = chosen.choice(PIECES)
        else:
            other = chosen.randrange(len(data) + 1)
            data[place:place] = data[other:other + chosen.randrange(200)]
    return bytes(data)


def spoilt_part(sound, chosen):
    """The archive with one of its parts spoilt."""
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    name = chosen.choice([name for name in made if name.endswith((".xml", ".rels"))])
    made[name] = spoil(made[name], chosen)
    out = io.BytesIO()
    pack(out, made, chosen.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))
    return out.getvalue()


def fault(program, path):
    """What the reader did wrong with a file, or nothing."""
    try:
        done = subprocess.run(["prlimit", f"--as={MEMORY}", str(program), "read", str(path)], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"took more than {SECONDS} s"
    if done.returncode == 0 or done.returncode == 1 and b": " in done.stderr:
        return None
    return f"exit {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}"


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths = make(folder)
        for number, (title, (parts, _)) in enumerate(by_hand().items()):
            paths.append(folder / f"hand {number}.xlsx")
            pack(paths[-1], parts)
        sound = [path.read_bytes() for path in paths]
        path = folder / "spoilt.xlsx"
        for number in range(count):
            chosen = random.Random(f"{seed} {number}")
            data = chosen.choice(sound)
            path.write_bytes(spoil(data, chosen) if number % 2 else spoilt_part(data, chosen))
            found = fault(program, path)
            if found:
                failed += 1
                print(f"FAILED file {number} of seed {seed}: {found}", flush=True)
    print(f"{count - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
