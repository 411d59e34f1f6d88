"""Reads every cell of a workbook with one of the peers: peers.py NAME FILE, prints how many rows."""
import sys


def openpyxl_rows(path):
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def calamine_rows(path):
    import python_calamine
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows())


if __name__ == "__main__":
    print({"openpyxl": openpyxl_rows, "calamine": calamine_rows}[sys.argv[1]](sys.argv[2]))
