"""Workbooks part by part, with the standard library alone."""
import struct
import zipfile

TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
         'ContentType="application/xml"/></Types>')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def links(*rows):
    """A part of relationships; a row is id, kind, target."""
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(f'<Relationship Id="{one}" Type="{kind}" Target="{target}"/>' for one, kind, target in rows)
            + "</Relationships>")


def parts(sheet, strings=None, styles=None, office=OFFICE, main=MAIN, book_extra=""):
    """The parts of a workbook of one sheet, whose XML is given without its root."""
    rows = [("r1", office + "/worksheet", "worksheets/sheet1.xml")]
    made = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": links(("r1", office + "/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{book_extra}<sheets>'
                           '<sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    if strings is not None:
        rows.append(("r2", office + "/sharedStrings", "/xl/sharedStrings.xml"))
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles is not None:
        rows.append(("r3", office + "/styles", "styles.xml"))
        made["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    made["xl/_rels/workbook.xml.rels"] = links(*rows)
    return made


def pack(path, made, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, text in made.items():
            archive.writestr(name, text)


def ole(name):
    """The head of a compound file with one stream of that name in its directory."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    return bytes(head) + name.encode("utf-16-le").ljust(128, b"\0") * 8
