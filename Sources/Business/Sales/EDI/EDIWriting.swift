package import Files
package import Kernel
package import X12

/// Writes sales as X12 reports, one interchange to a file, for partners and for proof.
package struct EDIWriting {
  package var sender: X12Address
  package var receiver: X12Address
  /// Up to nine digits; used once between two partners.
  package var control: Int
  package var day: Day
  /// CUR02; nil: not said.
  package var currency: Currency?
  package var options = X12Writer.Options()

  package init(
    from sender: X12Address, to receiver: X12Address, control: Int, on day: Day, currency: Currency? = nil
  ) {
    self.sender = sender
    self.receiver = receiver
    self.control = control
    self.day = day
    self.currency = currency
  }

  /// An 852: one set for each stretch of days, items in it one after the other, stores by SDQ.
  ///
  /// Sales come by days, then item; those of one item that stand apart become an item of their own.
  package func writeActivity(_ sales: some Sequence<EDISale>, to sink: ByteSink) throws {
    try write("PD", to: sink) { writer in
      for set in runs(sales, by: \.days) {
        try writer.set("852") { try ActivityWriting(writer: writer, currency: currency).write(set) }
      }
    }
  }

  /// An 867: one set, a sale for each site and stretch of days, with its items.
  package func writeResale(_ sales: some Sequence<EDISale>, number: String, to sink: ByteSink) throws {
    try write("PT", to: sink) { writer in
      try writer.set("867") {
        try ResaleWriting(writer: writer, currency: currency).write(sales, number: number, on: day)
      }
    }
  }

  private func write(_ group: String, to sink: ByteSink, _ body: (X12Writer) throws -> Void) throws {
    let writer = X12Writer(sink, options: options)
    try writer.interchange(from: sender, to: receiver, control: control, on: day) {
      try writer.group(group, from: sender.id, to: receiver.id, on: day) { try body(writer) }
    }
    try sink.finish()
  }
}

/// Neighbours of a sequence that agree in a value, together. One run is in memory at a time.
func runs<Sales: Sequence<EDISale>, Value: Equatable>(
  _ sales: Sales, by value: @escaping (EDISale) -> Value
) -> AnySequence<[EDISale]> {
  AnySequence { () -> AnyIterator<[EDISale]> in
    var rest = sales.makeIterator(), held: EDISale?
    return AnyIterator {
      guard let first = held ?? rest.next() else { return nil }
      var run = [first]
      held = nil
      while let next = rest.next() {
        if value(next) != value(first) {
          held = next
          break
        }
        run.append(next)
      }
      return run
    }
  }
}

/// One 852.
private struct ActivityWriting {
  let writer: X12Writer
  let currency: Currency?

  func write(_ sales: [EDISale]) throws {
    guard let first = sales.first else { return }
    try writer.segment(
      "XQ", "H", X12Day.text(first.days.lowerBound), X12Day.text(first.days.upperBound))
    if let currency { try writer.segment("CUR", "SE", currency.code) }
    var lines = 0
    for item in runs(sales, by: \.item) {
      lines += 1
      try write(item, line: lines)
    }
    try writer.segment("CTT", "\(lines)")
  }

  private func write(_ sales: [EDISale], line: Int) throws {
    let item = sales[0].item
    try writer.segment("LIN", "\(line)", item.qualifier, item.code)
    if !item.name.isEmpty { try writer.segment("PID", "F", "", "", "", item.name) }
    for (code, part) in [("QS", sales.filter { $0.units >= 0 }), ("QU", sales.filter { $0.units < 0 })] {
      // A price stands for all stores of one activity, so each price has an activity of its own.
      let prices = Dictionary(grouping: part) { $0.price ?? .min }
      for (price, alike) in prices.sorted(by: { $0.key < $1.key }) {
        try write(
          code, alike, price: price == .min ? nil : price, unit: "EA", scale: EDISale.unitsScale
        ) { abs($0.units) }
      }
      let valued = part.filter { $0.value != nil }
      if !valued.isEmpty {
        try write(code, valued, price: nil, unit: EDIUnit.money, scale: EDISale.valueScale) {
          code == "QU" ? abs($0.value ?? 0) : $0.value ?? 0
        }
      }
    }
  }

  /// ZA with the sum, and ten stores to an SDQ.
  private func write(
    _ code: String, _ sales: [EDISale], price: Int64?, unit: String, scale: Int, _ figure: (EDISale) -> Int64
  ) throws {
    guard !sales.isEmpty else { return }
    let total = sales.reduce(0) { $0 + figure($1) }
    try writer.segment("ZA", code, X12Number.text(total, scale: scale), unit)
    if let price {
      try writer.segment("CTP", "", "RTL", X12Number.text(price, scale: EDISale.priceScale))
    }
    for start in stride(from: 0, to: sales.count, by: 10) {
      var elements = [unit, "92"]
      for sale in sales[start..<min(start + 10, sales.count)] {
        elements += [sale.site.code, X12Number.text(figure(sale), scale: scale)]
      }
      try writer.segment("SDQ", elements)
    }
  }
}

/// One 867.
private struct ResaleWriting {
  let writer: X12Writer
  let currency: Currency?

  private struct Place: Equatable {
    let site: EDISale.Site
    let days: ClosedRange<Day>
  }

  func write(_ sales: some Sequence<EDISale>, number: String, on day: Day) throws {
    try writer.segment("BPT", "00", number, X12Day.text(day), "SS")
    if let currency { try writer.segment("CUR", "SE", currency.code) }
    var lines = 0
    for sale in runs(sales, by: { Place(site: $0.site, days: $0.days) }) {
      let first = sale[0]
      try writer.segment("PTD", "SS")
      try writer.segment("DTM", "090", X12Day.text(first.days.lowerBound))
      try writer.segment("DTM", "091", X12Day.text(first.days.upperBound))
      try writer.segment("N1", "ST", first.site.name, "92", first.site.code)
      if !first.site.city.isEmpty { try writer.segment("N4", first.site.city) }
      for one in sale {
        lines += 1
        try write(one, line: lines)
      }
    }
    try writer.segment("CTT", "\(lines)")
  }

  private func write(_ sale: EDISale, line: Int) throws {
    let isReturn = sale.units < 0
    try writer.segment(
      "QTY", isReturn ? "76" : "32", X12Number.text(abs(sale.units), scale: EDISale.unitsScale), "EA")
    try writer.segment("LIN", "\(line)", sale.item.qualifier, sale.item.code)
    if let price = sale.price {
      try writer.segment("UIT", "EA", X12Number.text(price, scale: EDISale.priceScale))
    }
    if let value = sale.value {
      try writer.segment(
        "AMT", "1", X12Number.text(isReturn ? abs(value) : value, scale: EDISale.valueScale))
    }
    if !sale.item.name.isEmpty { try writer.segment("PID", "F", "", "", "", sale.item.name) }
  }
}
