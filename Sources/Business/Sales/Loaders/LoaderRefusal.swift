import Kernel

/// Why a loader can't read a file, before its first row.
package enum LoaderRefusal: Refusal, Equatable {
  case unknownLoader(String, known: [String])
  case badDayPattern(String)
  case weekOneMissing
  case badParameter(String, String, String)
  case unknownParameter(String)
  case columnMissing([String], loader: String, found: [String])
  case columnTwice(String)
  case nothingToCount(loader: String)
  case datesUnclear(String, [String])
  case nameTaken(String)
  case badName(String)
  case tooShort(Int)
  case notGuessed(missing: [String], findings: [String])

  package var status: Int {
    switch self {
    case .unknownLoader: 404
    case .nameTaken: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .unknownLoader: "unknown-loader"
    case .badDayPattern, .datesUnclear: "dates-unclear"
    case .weekOneMissing: "week-one-missing"
    case .badParameter, .unknownParameter: "wrong-parameter"
    case .columnMissing, .columnTwice, .nothingToCount: "wrong-columns"
    case .notGuessed: "not-recognised"
    case .tooShort: "too-short"
    case .nameTaken, .badName: "loader-name"
    }
  }

  package var field: String? {
    switch self {
    case .unknownLoader, .notGuessed: "loader"
    case .weekOneMissing: "weekOne"
    case .badDayPattern, .datesUnclear: "dates"
    case .badParameter(let name, _, _), .unknownParameter(let name): name
    case .nameTaken, .badName: "name"
    case .columnMissing, .columnTwice, .nothingToCount, .tooShort: "file"
    }
  }

  package var message: String {
    switch self {
    case .unknownLoader(let name, let known):
      "There is no loader “\(name)”. Known: \(known.joined(separator: ", ")); or “auto” to have the file "
        + "recognised."
    case .badDayPattern(let pattern):
      "“\(pattern)” is not a way to write days. Use yyyy, MM or MMM, and dd, as in dd/MM/yyyy."
    case .weekOneMissing:
      "The file numbers its weeks, and nothing says when week 1 began. Give weekOne=YYYY-MM-DD, its first "
        + "day."
    case .badParameter(let name, let text, let expected):
      "“\(text)” does not fit \(name): \(expected) is expected."
    case .unknownParameter(let name):
      "There is no parameter “\(name)”. Known: weekOne, currency, account, source, dates, numbers, week, site, item, totals."
    case .columnMissing(let names, let loader, let found):
      "The loader \(loader) needs the column \(names.map { "“\($0)”" }.joined(separator: ", ")), which "
        + "this file has not. "
        + "It has: \(found.prefix(20).joined(separator: ", ")). Choose another loader, or map the columns."
    case .columnTwice(let name):
      "Two columns are called “\(name)”. Rename one, so that it is clear which is meant."
    case .nothingToCount(let loader):
      "The loader \(loader) names no column for site, item, week and units. Map at least these four."
    case .datesUnclear(let sample, let patterns):
      "“\(sample)” could be read in more than one way (\(patterns.joined(separator: ", "))). "
        + "Say which: dates=\(patterns.first ?? "yyyy-MM-dd")."
    case .tooShort(let rows):
      "The file ends within its first \(rows) rows, which are titles and header by this loader. Choose another loader, or "
        + "export it with its data."
    case .notGuessed(let missing, let findings):
      "Nothing in the file says \(missing.joined(separator: ", nor ")). "
        + (findings.isEmpty ? "" : "What was found: \(findings.joined(separator: "; ")). ")
        + "Map the columns once in the browser under Sales > Import, or rename them."
    case .nameTaken(let name): "A loader named “\(name)” is there already. Choose another name."
    case .badName(let name):
      "“\(name)” can't be a loader's name. Use lower-case letters, digits and hyphens, at most 40."
    }
  }
}
