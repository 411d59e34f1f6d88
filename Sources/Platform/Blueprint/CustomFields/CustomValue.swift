package import Kernel

/// What is said in one field of one record. Exact: no number passes through a binary float.
package enum CustomValue: Codable, Hashable, Sendable {
  case text(String)
  /// In millionths.
  case number(Int64)
  case money(Money)
  case day(Day)
  case flag(Bool)
  case words([String])

  static let longestText = 2_000
  /// Numbers are kept with so many decimals, whatever the field shows.
  static let scale = 6

  /// Reads what somebody typed, or what stands in a cell of a file. An empty text says nothing.
  package static func parse(_ text: String, _ field: CustomField) throws(CustomFieldRefusal) -> CustomValue? {
    let text = text.trimmedText
    guard !text.isEmpty else { return nil }
    switch field.type {
    case .text:
      guard text.count <= longestText else {
        throw field.wrong("The text is longer than \(longestText) characters. Shorten it.")
      }
      return .text(text)
    case .number: return try number(text, field)
    case .money: return try money(text, field)
    case .day:
      guard let day = Day(text) else {
        throw field.wrong("“\(short(text))” is not a day. Write it as 2026-03-02.")
      }
      return .day(day)
    case .yesNo: return try flag(text, field)
    case .oneOf: return .words([try choice(text, field)])
    case .severalOf:
      if let word = try? choice(text, field) { return .words([word]) }
      return try several(text.split { $0 == ";" || $0.isNewline }.map(String.init), field)
    }
  }

  /// Reads what a program sent; null says nothing.
  package static func parse(_ json: JSON, _ field: CustomField) throws(CustomFieldRefusal) -> CustomValue? {
    switch (json, field.type) {
    case (.null, _): return nil
    case (.text(let text), _): return try parse(text, field)
    case (.whole(let number), .number): return try parse(String(number), field)
    // The shortest decimal that reads back the same: what was written in the JSON.
    case (.number(let number), .number): return try parse(String(number), field)
    case (.bool(let flag), .yesNo): return .flag(flag)
    case (.object(let parts), .money):
      guard case .whole(let minor)? = parts["minor"], case .text(let code)? = parts["currency"],
        let currency = Currency(code)
      else {
        throw field.wrong("Write money as {\"minor\": 125000, \"currency\": \"EUR\"} or “1250.00 EUR”.")
      }
      return .money(Money(minor: minor, currency: currency))
    case (.array(let items), .severalOf):
      var words: [String] = []
      for item in items {
        guard case .text(let word) = item else { throw field.wrong("Write a list of its words.") }
        words.append(word)
      }
      return try several(words, field)
    default:
      throw field.wrong("It is a field of the type “\(field.type.words.lowercased())”; send \(shape(field)).")
    }
  }

  private static func shape(_ field: CustomField) -> String {
    switch field.type {
    case .text, .oneOf: "text"
    case .number: "a number, or text with one"
    case .money: "“1250.00 EUR”"
    case .day: "text such as 2026-03-02"
    case .yesNo: "true or false"
    case .severalOf: "a list of words"
    }
  }

  private static func short(_ text: String) -> String { String(text.prefix(60)) }

  private static func number(_ text: String, _ field: CustomField) throws(CustomFieldRefusal) -> CustomValue {
    let plain = text.filter { $0 != "," && !$0.isWhitespace }
    guard isGrouped(text), let units = DecimalText.parse(plain, decimals: scale) else {
      throw field.wrong("“\(short(text))” is not a number. Write it as 1234.5.")
    }
    guard units % DecimalText.power(scale - field.decimals) == 0 else {
      throw field.wrong(
        field.decimals == 0
          ? "“\(short(text))” is not a whole number. Round it."
          : "“\(short(text))” has more than \(field.decimals) decimals. Round it.")
    }
    return .number(units)
  }

  private static func money(_ text: String, _ field: CustomField) throws(CustomFieldRefusal) -> CustomValue {
    let parts = text.split { $0.isWhitespace }.map(String.init)
    let code = parts.last.flatMap { $0.contains(where: \.isNumber) ? nil : $0 }
    guard let currency = code.map({ Currency($0) }) ?? field.currency else {
      throw field.wrong(
        code.map { "“\(short($0))” is not a currency. Write three letters, such as EUR." }
          ?? "The amount has no currency. Write it as \(short(text)) EUR.")
    }
    let number = (code == nil ? parts : parts.dropLast()).joined()
    guard isGrouped(number), let money = Money(number.filter { $0 != "," }, currency) else {
      throw field.wrong("“\(short(text))” is not an amount in \(currency). Write it as 1250.00 \(currency).")
    }
    return .money(money)
  }

  /// Commas part thousands and nothing else: `1,05` is no number here.
  private static func isGrouped(_ text: String) -> Bool {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = (parts.first ?? "").split(separator: ",", omittingEmptySubsequences: false)
    return groups.dropFirst().allSatisfy { $0.count == 3 }
      && parts.dropFirst().allSatisfy { !$0.contains(",") }
  }

  private static func flag(_ text: String, _ field: CustomField) throws(CustomFieldRefusal) -> CustomValue {
    switch SearchKey.fold(text) {
    case "yes", "true", "1", "y": return .flag(true)
    case "no", "false", "0", "n": return .flag(false)
    default: throw field.wrong("“\(short(text))” is neither yes nor no.")
    }
  }

  /// The choice as the list writes it.
  private static func choice(_ text: String, _ field: CustomField) throws(CustomFieldRefusal) -> String {
    let key = SearchKey.fold(text)
    guard let word = field.choices.first(where: { SearchKey.fold($0) == key }) else {
      let shown = field.choices.prefix(12).joined(separator: ", ")
      let more = field.choices.count > 12 ? " and \(field.choices.count - 12) more" : ""
      throw field.wrong("“\(short(text.trimmedText))” is not in its list. Choose among: \(shown)\(more).")
    }
    return word
  }

  private static func several(_ words: [String], _ field: CustomField) throws(CustomFieldRefusal)
    -> CustomValue?
  {
    var found = Set<String>()
    for word in words where !word.trimmedText.isEmpty { found.insert(try choice(word, field)) }
    // In the order of the list, so that the same choice is the same value.
    return found.isEmpty ? nil : .words(field.choices.filter(found.contains))
  }
}

extension CustomField {
  func wrong(_ reason: String) -> CustomFieldRefusal { .wrongValue(key: key, name: name, reason) }
}

extension CustomValue {
  /// As a form, a file and the audit trail write it: `parse` reads it back.
  package var plain: String {
    switch self {
    case .text(let text): text
    case .number(let units): CustomValue.trimmed(DecimalText.plain(units, decimals: CustomValue.scale))
    case .money(let money): "\(money.decimalText) \(money.currency)"
    case .day(let day): day.description
    case .flag(let flag): flag ? "yes" : "no"
    case .words(let words): words.joined(separator: "; ")
    }
  }

  package var json: JSON {
    switch self {
    case .text(let text): .text(text)
    // A decimal as text stays exact in every reader.
    case .number: .text(plain)
    case .money(let money): .object(["minor": .whole(money.minor), "currency": .text(money.currency.code)])
    case .day(let day): .text(day.description)
    case .flag(let flag): .bool(flag)
    case .words(let words): .array(words.map { .text($0) })
    }
  }

  package func json(of field: CustomField) -> JSON {
    if field.type == .oneOf, case .words(let words) = self { return .text(words.first ?? "") }
    return json
  }

  /// As a table and a file hold it.
  package func cell(_ field: CustomField) -> Table.Cell {
    switch self {
    case .text(let text): .text(text)
    case .number(let units):
      // Fewer decimals may be shown now than when it was written.
      units % DecimalText.power(CustomValue.scale - field.decimals) == 0
        ? .decimal(
          units: units / DecimalText.power(CustomValue.scale - field.decimals), scale: field.decimals)
        : .decimal(units: units, scale: CustomValue.scale)
    case .money(let money): .money(money)
    case .day(let day): .day(day)
    case .flag(let flag): .flag(flag)
    case .words(let words): .text(words.joined(separator: "; "))
    }
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var end = text.endIndex
    while text[text.index(before: end)] == "0" { end = text.index(before: end) }
    if text[text.index(before: end)] == "." { end = text.index(before: end) }
    return String(text[..<end])
  }
}
