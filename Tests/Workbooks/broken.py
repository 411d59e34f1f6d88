"""Workbooks that must be refused, each with the code of its refusal: broken(folder, whole) answers path, code pairs."""
import struct
import zipfile

from samples import TYPES, pack, parts

BOMB = ('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {after} "{("&" + before + ";") * 10}">' for before, after in zip("abcdefgh", "bcdefghi")) + "]>")


def ole(name):
    """The head of a compound file with one stream of that name in its directory."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    return bytes(head) + name.encode("utf-16-le").ljust(128, b"\0") * 8


def row(cell):
    return f"<sheetData><row r='1'>{cell}</row></sheetData>"


def broken(folder, whole):
    """`whole` is a sound workbook that is cut and spoilt."""
    made = []

    def add(name, code, content):
        path = folder / f"{name}.xlsx"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            pack(path, content)
        made.append((path, code))

    sound = whole.read_bytes()
    for share in (0.01, 0.2, 0.5, 0.9, 0.99):
        add(f"cut at {share}", "workbook-damaged", sound[:int(len(sound) * share)])
    with zipfile.ZipFile(whole) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    spoilt = bytearray(sound)
    for offset in range(place + 200, place + 300):
        spoilt[offset] ^= 0x5A
    add("spoilt sheet", "workbook-damaged", bytes(spoilt))
    add("password", "workbook-password", ole("EncryptedPackage"))
    add("old", "workbook-xls", ole("Workbook"))
    add("binary", "workbook-xlsb", {"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\x83\x01\x00"})
    add("opendocument", "workbook-ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    add("plain archive", "file-not-workbook", {"notes.txt": "a,b\n1,2\n"})
    add("text document", "file-not-workbook", {"[Content_Types].xml": TYPES, "word/document.xml": "<x/>"})
    add("many parts", "workbook-parts", {f"part{number}": "" for number in range(10_001)})
    good = parts(row("<c r='A1'><v>1</v></c>"))
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"):
        add(f"bomb in {part.replace('/', ' ')}", "workbook-entities", {**good, part: BOMB + good[part]})
    external = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    text = good["xl/worksheets/sheet1.xml"].replace("<v>1</v>", "<v>&e;</v>")
    add("external entity", "workbook-entities", {**good, "xl/worksheets/sheet1.xml": external + text})
    undeclared = good["xl/worksheets/sheet1.xml"].replace("<v>1</v>", "<v>&e;</v>")
    add("undeclared entity", "workbook-damaged", {**good, "xl/worksheets/sheet1.xml": undeclared})
    missing = dict(good)
    del missing["xl/worksheets/sheet1.xml"]
    add("missing sheet part", "workbook-damaged", missing)
    add("no sheets", "file-empty", {**good, "xl/workbook.xml": "<workbook/>"})
    add("nothing in it", "file-empty", parts("<sheetData/>"))
    add("half a tag", "workbook-damaged", {**good, "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r="})
    add("deep", "workbook-damaged", {**good, "xl/worksheets/sheet1.xml": "<a>" * 100_000})
    add("endless tag", "workbook-damaged", {**good, "xl/worksheets/sheet1.xml": "<a b='" + "x" * 20_000_000})
    add("ratio", "workbook-ratio", {**good, "xl/worksheets/sheet1.xml": "<worksheet>" + " " * 200_000_000})
    long = "x" * 1_100_000
    add("long cell", "field-too-long", parts(row(f"<c t='inlineStr'><is><t>{long}</t></is></c>")))
    shared = parts(row("<c t='s'><v>0</v></c>" * 40), strings=f"<si><t>{'y' * 500_000}</t></si>")
    add("long row of shared texts", "record-too-long", shared)
    add("beyond XFD", "too-many-fields", parts(row("<c r='XFE1'><v>1</v></c>")))
    return made
