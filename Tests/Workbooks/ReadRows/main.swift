import Files
import Foundation
import Kernel

// read-rows read FILE [SHEET | #NUMBER]    every row as a line of JSON, then what was noted
// read-rows count FILE                     rows, fields and the process's peak of memory
// read-rows write FILE                     a workbook with every kind of cell
// Exit code 1 and a sentence: the file was refused.

struct Line: Encodable {
  let row: Int
  let cells: [String]
  let problem: String?
}

struct Notes: Encodable {
  let sheet: String?
  let sheets: [String]
  let warnings: [String]
}

func options(_ words: [String]) -> RowSource.Options {
  guard let wanted = words.first else { return RowSource.Options() }
  if wanted.hasPrefix("#"), let number = Int(wanted.dropFirst()) {
    return RowSource.Options(sheet: .number(number))
  }
  return RowSource.Options(sheet: .named(wanted))
}

func read(_ path: String, _ words: [String]) throws {
  let rows = try RowSource.open(path: path, options: options(words))
  let encoder = JSONEncoder()
  func put(_ value: some Encodable) throws {
    FileHandle.standardOutput.write(try encoder.encode(value) + Data("\n".utf8))
  }
  try rows.forEachRecord { try put(Line(row: $0.line, cells: $0.texts, problem: $0.problem?.message)) }
  if case .workbook(let book) = rows {
    try put(Notes(sheet: book.sheet.name, sheets: book.sheets.map(\.name), warnings: rows.warnings))
  } else {
    try put(Notes(sheet: nil, sheets: [], warnings: rows.warnings))
  }
}

func count(_ path: String) throws {
  let rows = try RowSource.open(path: path)
  _ = try rows.readHeader()
  var lines = 0, fields = 0, bytes = 0
  try rows.forEachRecord { record in
    lines += 1
    fields += record.count
    for index in 0..<record.count { bytes += record[index].bytes.count }
  }
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  print(
    #"{"rows":\#(lines),"fields":\#(fields),"bytes":\#(bytes),"peak_memory_bytes":\#(usage.ru_maxrss * 1024)}"#
  )
}

func write(_ path: String) throws {
  let book = try WorkbookWriter(path: path)
  let columns = ["Store", "Units", "Share", "Price", "Day", "Ratio"].map { WorkbookColumn($0) }
  let sheet = try book.addSheet("Sales: April/May", columns: columns)
  for number in 0..<200 {
    try sheet.append([
      .text(number == 3 ? "=1+1 <&> \u{1F34B} \"quoted\"" : "Store \(number)"),
      .integer(Int64(number * 37 - 500)),
      .percent(basisPoints: Int64(number * 7)), .money(Money(minor: Int64(number * 199), currency: .eur)),
      .day(Day(ordinal: 20_000 + number)), number % 5 == 0 ? .empty : .number(Double(number) / 8),
    ])
  }
  try book.addAbout([("Source", "sample"), ("Filter", "none")])
  try book.finish()
}

let words = Array(CommandLine.arguments.dropFirst())
do {
  switch (words.first, words.count) {
  case ("read", 2...): try read(words[1], Array(words.dropFirst(2)))
  case ("count", 2): try count(words[1])
  case ("write", 2): try write(words[1])
  default:
    print("read-rows read FILE [SHEET | #NUMBER] | count FILE | write FILE")
    exit(2)
  }
} catch let refusal as FileRefusal {
  FileHandle.standardError.write(Data("\(refusal.code): \(refusal.message)\n".utf8))
  exit(1)
}
