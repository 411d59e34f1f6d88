import Files

/// Tells how a file writes numbers from some of them.
struct NumberGuess {
  /// The styles in which every sample is a number, the plainest first.
  let fitting: [LoaderSpec.Numbers]
  /// A sample whose marks decided.
  let telling: String?

  init(_ samples: [String]) {
    let marked = samples.filter { $0.contains { ",.' \u{a0}\u{202f}".contains($0) } }
    fitting = LoaderSpec.Numbers.allCases.filter { style in
      samples.allSatisfy { text in
        Field.lending(text) { $0.fixed(scale: 4, style: style.style) != nil }
      }
    }
    telling = marked.max { Self.weight($0) < Self.weight($1) }
  }

  /// Two kinds of mark in one number say more than one.
  private static func weight(_ text: String) -> Int {
    Set(text.filter { ",.' ".contains($0) }).count * 100 + text.count
  }

  /// The style, where one is certain: a lone comma before three digits could be either mark.
  var certain: LoaderSpec.Numbers? {
    guard let first = fitting.first else { return nil }
    let isOpen = first == .english && fitting.contains(.european) && telling != nil
    return isOpen ? nil : first
  }

  /// Digits with the marks of amounts and nothing else: no letters but those of a currency.
  static func looksLikeNumber(_ text: String) -> Bool {
    guard text.contains(where: \.isNumber) else { return false }
    var rest = text[...]
    for mark in ["EUR", "USD", "GBP", "PLN", "CHF", "zł", "€", "$", "£"] {
      if rest.hasSuffix(mark) { rest = rest.dropLast(mark.count) }
      if rest.hasPrefix(mark) { rest = rest.dropFirst(mark.count) }
    }
    var digits = 0
    for (place, character) in rest.enumerated() {
      switch character {
      case "0"..."9": digits += 1
      case ".", ",", "'", " ", "\u{a0}", "\u{202f}", "(", ")", "%": continue
      case "-", "+": guard place == 0 || place == rest.count - 1 else { return false }
      case "e", "E": guard digits > 0 else { return false }
      default: return false
      }
    }
    return digits > 0
  }
}

extension LoaderSpec.Numbers {
  var style: NumberStyle {
    switch self {
    case .plain: .plain
    case .english: .english
    case .european: .european
    case .spaced: .spaced
    case .swiss: .swiss
    }
  }

  /// A number written so.
  var example: String {
    switch self {
    case .plain: "1234.50"
    case .english: "1,234.50"
    case .european: "1.234,50"
    case .spaced: "1 234,50"
    case .swiss: "1'234.50"
    }
  }

  var words: String {
    switch self {
    case .plain: "numbers without marks between thousands"
    case .english: "English numbers"
    case .european: "European numbers"
    case .spaced: "numbers with blanks between thousands"
    case .swiss: "Swiss numbers"
    }
  }
}
