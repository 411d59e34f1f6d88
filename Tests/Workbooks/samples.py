"""Sample workbooks: every kind of cell, by two writers and by hand. make(folder) answers the paths."""
import datetime
import random
import zipfile

import openpyxl
import openpyxl.chart
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

MOMENT = datetime.datetime(2026, 3, 14, 9, 30, 15)
DATE_FORMATS = [
    "yyyy-mm-dd", "dd/mm/yyyy hh:mm", "d. mmmm yyyy", "[$-407]dd.mm.yy", "mmm-yy", "h:mm AM/PM", "[h]:mm:ss", "mm:ss.0",
    '"day" d', "yyyy\\-mm", "[Red]d/m/yy;@", "m/d/yy h:mm", "ddd", "hh:mm:ss", "[mm]:ss",
]
PLAIN_FORMATS = [
    "0.00", "#,##0 €", '0 "days"', "0.0E+00", "General", '[Red]0;[Blue]-0', "0%", "# ?/?", "\\d0", "@", '0_d', "[>100]0",
]


def everything(path, epoch=None):
    """openpyxl: kinds of cells, sparse rows, merged headers, hidden things, several sheets."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "Kinds & more"
    sheet.append(["text", 1, -2.5, True, False, None, MOMENT, MOMENT.date(), datetime.time(7, 5), "#N/A"])
    sheet["A4"] = "after blank rows"
    sheet["Z4"] = "far right"
    sheet["C5"] = 0.1 + 0.2
    sheet["D5"] = 1e-7
    sheet["E5"] = 1.5e20
    sheet["F5"] = 123456789012345
    sheet["A6"] = "line\nbreak\ttab <&> \"q\" \u00e9\U0001F34B"
    sheet["A7"] = "  blanks  "
    sheet["A8"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"), " end")
    sheet["B8"] = datetime.timedelta(hours=26, minutes=3)
    for column, code in enumerate(DATE_FORMATS + PLAIN_FORMATS, 1):
        for row, value in ((10, 45000), (11, 45000.75), (12, 0.5), (13, 61), (14, 59)):
            cell = sheet.cell(row, column, value)
            cell.number_format = code
    merged = book.create_sheet("Merged")
    merged["A1"], merged["C1"], merged["A3"], merged["A5"] = "Units", 2026, "Store 1", 7
    for cells in ("A1:B1", "C1:E2", "A3:A4", "A5:B6"):
        merged.merge_cells(cells)
    merged["B3"], merged["B4"], merged["C5"], merged["C6"] = 1, 2, 3, 4
    hidden = book.create_sheet("Hidden rows")
    for number in range(6):
        hidden.append([f"row {number}", number])
    hidden.row_dimensions[3].hidden = True
    hidden.column_dimensions["B"].hidden = True
    book.create_sheet("Empty")
    secret = book.create_sheet("Secret")
    secret["B2"] = "found"
    secret.sheet_state = "veryHidden"
    book.create_chartsheet("Chart").add_chart(openpyxl.chart.BarChart())
    book.save(path)


def written(path, **options):
    """XlsxWriter: formulas with their results, rich texts, shared or inline strings."""
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet("Data")
    day, bold = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"bold": True})
    for column, head in enumerate(("Store", "Week", "Units", "Value", "Note")):
        sheet.write(0, column, head, bold)
    for row in range(1, 300):
        sheet.write(row, 0, f"Store {row % 17}")
        sheet.write_datetime(row, 1, datetime.datetime(2024, 1, 1) + datetime.timedelta(days=7 * row), day)
        sheet.write(row, 2, row * 3)
        sheet.write_formula(row, 3, f"=C{row + 1}*1.1", None, row * 3 * 1.1)
        if row % 7 == 0:
            sheet.write_rich_string(row, 4, "a ", bold, "bold", " word")
        if row % 11 == 0:
            sheet.write_boolean(row, 4, row % 2 == 0)
        if row % 17 == 0:
            sheet.write_formula(row, 4, "=1/0", None, "#DIV/0!")
    if not options.get("constant_memory"):
        sheet.merge_range("G1:H1", "Merged head", bold)
    book.close()


def random_book(path, seed):
    """Random kinds in random places."""
    chosen = random.Random(seed)
    book = openpyxl.Workbook()
    if seed % 3 == 0:
        book.epoch = CALENDAR_MAC_1904
    for number in range(chosen.randint(1, 3)):
        sheet = book.active if number == 0 else book.create_sheet(f"Sheet é{number}")
        for _ in range(chosen.randint(1, 400)):
            cell = sheet.cell(chosen.randint(1, 120), chosen.choice([1, 2, 3, 4, 9, 27, 60]))
            if cell.value is not None:
                continue
            kind = chosen.randrange(8)
            if kind == 0:
                cell.value = chosen.randint(-10**9, 10**9)
            elif kind == 1:
                cell.value = chosen.uniform(-1e6, 1e6)
            elif kind == 2:
                cell.value = round(chosen.uniform(-1e4, 1e4), chosen.randrange(5))
            elif kind == 3:
                cell.value = "".join(chosen.choice("ab ,;\"'é€\n\U0001F34B<&>") for _ in range(chosen.randrange(1, 30)))
            elif kind == 4:
                cell.value = chosen.random() < 0.5
            elif kind == 5:
                cell.value = datetime.date(1905, 1, 1) + datetime.timedelta(days=chosen.randrange(60000))
            elif kind == 6:
                cell.value = datetime.datetime(1990, 1, 1) + datetime.timedelta(seconds=chosen.randrange(10**9))
            else:
                cell.value = chosen.choice(["#N/A", "#DIV/0!", "TRUE", "007", "1e5", "_x0041_"[1:]])
    book.save(path)


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


STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STYLES = ('<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/>'
          '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs>')


def by_hand():
    """Name to (parts, expected rows as row number and cells): what no writer at hand makes."""
    plain = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><v>1</v></c></row></sheetData>'
    prefixed = parts("")
    prefixed["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row x:r="9" r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="A2:B2"/></x:mergeCells></x:worksheet>')
    wide = parts(plain)
    wide["xl/worksheets/sheet1.xml"] = (
        '<?xml version="1.0" encoding="UTF-16"?>' + wide["xl/worksheets/sheet1.xml"]).encode("utf-16")
    cased = parts(plain)
    cased["XL/Worksheets/Sheet1.XML"] = cased.pop("xl/worksheets/sheet1.xml")
    dates = ('<sheetData><row><c s="1"><v>60</v></c><c s="1"><v>59</v></c><c s="2"><v>1</v></c><c s="2"><v>61</v></c>'
             '<c s="2"><v>2958465</v></c><c s="2"><v>2958466</v></c><c s="2"><v>-1</v></c><c s="2"><v>0</v></c>'
             '<c s="3"><v>1.5</v></c><c t="d"><v>2026-03-14T00:00:00</v></c><c t="d"><v>2026-03-14T10:00:00Z</v></c>'
             '<c s="1"><v>45000.99999999999</v></c></row></sheetData>')
    return {
        "strict": (parts(plain, office=STRICT, main="http://purl.oclc.org/ooxml/spreadsheetml/main"), [(1, ["a", "1"])]),
        "prefixed": (prefixed, [(2, ["5", "5"])]),
        "utf16": (wide, [(1, ["a", "1"])]),
        "cased": (cased, [(1, ["a", "1"])]),
        "no references": (
            parts('<sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row></sheetData>'),
            [(1, ["1", "", "3"]), (3, ["4"])]),
        "formulas with empty results": (
            parts('<sheetData><row><c t="str"><f>A2</f><v></v></c><c><f>1+1</f><v>2</v></c><c t="str"><f>"x"</f><v>x</v>'
                  '</c><c t="b"><f>TRUE</f><v>1</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'),
            [(1, ["", "2", "x", "TRUE", "#DIV/0!"])]),
        "out of order": (
            parts('<sheetData><row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c><c><v>2</v></c></row></sheetData>'),
            [(3, ["1", "2", "3"])]),
        "binary tails": (
            parts('<sheetData><row>' + "".join(f"<c><v>{text}</v></c>" for text in (
                "0.10000000000000001", "1.1000000000000001", "2.2999999999999998", "1E-3", "-1.5E+3", "12.50",
                "12345678901234567", "0.30000000000000004", "1E+300", " 7 ", "4.9406564584124654E-324", "-0.0",
                "1.0000000000000001E-5", "100000000000000000000")) + "</row></sheetData>"),
            [(1, ["0.1", "1.1", "2.3", "0.001", "-1500", "12.50", "12345678901234567", "0.30000000000000004", "1E+300",
                  "7", "4.9406564584124654E-324", "-0.0", "0.00001", "100000000000000000000"])]),
        "escapes": (
            parts('<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="str"><v>a_x000A_b</v></c>'
                  '<c t="s"><v>2</v></c></row></sheetData>',
                  strings='<si><t>a_x000D_b</t></si><si><t>_x005F_x0041_ _xZZZZ_</t></si><si><r><t>ka</t></r><r><t>n</t>'
                          '</r><rPh sb="0" eb="1"><t>kana</t></rPh></si>'),
            [(1, ["a\rb", "_x0041_ _xZZZZ_", "a\nb", "kan"])]),
        "dates 1900": (parts(dates, styles=STYLES), [(1, [
            "1900-02-29", "1900-02-28", "1900-01-01", "1900-03-01", "9999-12-31", "2958466", "-1", "0", "36:00:00",
            "2026-03-14", "2026-03-14T10:00:00", "2023-03-16"])]),
        "dates 1904": (parts(dates, styles=STYLES, book_extra='<workbookPr date1904="1"/>'), [(1, [
            "1904-03-01", "1904-02-29", "1904-01-02", "1904-03-02", "2958465", "2958466", "-1", "1904-01-01",
            "36:00:00", "2026-03-14", "2026-03-14T10:00:00", "2027-03-17"])]),
        "overlapping merges": (
            parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/>'
                  '<mergeCell ref="B1:D9"/><mergeCell ref="A1:XFD1048576"/><mergeCell ref="ZZZZ1:A0"/></mergeCells>'),
            [(1, ["1", "1", "1"])]),
    }


def make(folder):
    paths = []

    def add(name, maker, *words, **options):
        path = folder / f"{name}.xlsx"
        maker(str(path), *words, **options)
        paths.append(path)

    add("everything", everything)
    add("everything 1904", everything, CALENDAR_MAC_1904)
    add("written", written)
    add("written inline", written, constant_memory=True)
    add("written 1904", written, date_1904=True)
    add("written zip64", written, use_zip64=True)
    for seed in range(24):
        add(f"random {seed}", random_book, seed)
    return paths
