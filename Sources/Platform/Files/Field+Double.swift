extension Field {
  /// A binary float for statistics (logarithms, shares), written with a point; never for money.
  ///
  /// Nil for `NaN`, `inf`, hexadecimal and anything that does not end where the number does.
  package var double: Double? {
    let field = trimmed
    var body = field.bytes
    let isNegative = body.first == 45
    if isNegative || body.first == 43 { body = UnsafeRawBufferPointer(rebasing: body.dropFirst()) }
    guard let digits = DecimalDigits(body, style: .plain) else { return nil }
    if let value = digits.exactDouble { return isNegative ? -value : value }
    // Checked to be digits already; the standard library reads them the same under every locale.
    guard let value = Double(Field(body).text), value.isFinite else { return nil }
    return isNegative ? -value : value
  }
}
