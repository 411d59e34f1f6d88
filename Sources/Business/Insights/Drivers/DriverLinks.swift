import Kernel
import Sales

/// Addresses of drivers: where a part, a step up, the other method leads.
struct DriverLinks {
  let drivers: Drivers

  var base: String {
    if let account = drivers.account { return "/accounts/\(account.id)/drivers" }
    if let product = drivers.product { return "/products/\(product.id)/drivers" }
    return "/sales/drivers"
  }

  /// What is asked beside the record: window, method, and the product at an account.
  private func query(product: String?, by split: DriverSplit?) -> String {
    var pairs: [(String, String)] = []
    if let product { pairs.append(("product", product)) }
    if let window = drivers.window {
      if window != .year { pairs.append(("window", window.rawValue)) }
    } else if let weeks = drivers.weeks {
      pairs += [("from", weeks.first.firstDay.description), ("to", weeks.last.lastDay.description)]
    }
    if drivers.against != .lastYear { pairs.append(("against", drivers.against.rawValue)) }
    if drivers.method != .reversible { pairs.append(("method", drivers.method.rawValue)) }
    if let split { pairs.append(("by", split.rawValue)) }
    if let day = drivers.asKnownOn { pairs.append(("asKnownOn", day.description)) }
    return pairs.isEmpty ? "" : "?" + pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  /// Nil for what has no page of its own.
  func part(_ part: Drivers.Part) -> String? {
    guard !part.id.isEmpty else { return nil }
    switch drivers.split {
    case .accounts: return "/accounts/\(part.id)/drivers" + query(product: drivers.product?.id, by: nil)
    case .products:
      guard drivers.account != nil else {
        return "/products/\(part.id)/drivers" + query(product: nil, by: .products)
      }
      return base + query(product: part.id, by: .products)
    }
  }

  func at(account: Drivers.Place) -> String {
    "/accounts/\(account.id)/drivers" + query(product: drivers.product?.id, by: nil)
  }

  /// The product above, at the same account.
  func at(product: Drivers.Place) -> String {
    drivers.account == nil
      ? "/products/\(product.id)/drivers" + query(product: nil, by: nil)
      : base + query(product: product.id, by: .products)
  }

  /// The account alone, without the product.
  var withoutProduct: String? {
    drivers.account != nil && drivers.product != nil ? base + query(product: nil, by: .products) : nil
  }

  /// Where value itself comes from.
  var explained: String? {
    guard let weeks = drivers.weeks, let lens = drivers.lens else { return nil }
    let what =
      "explain?metric=value&from=\(weeks.first.firstDay)&to=\(weeks.last.lastDay)&kind=\(lens.kind.rawValue)"
    switch (drivers.account, drivers.product) {
    case (nil, nil): return "/sales/\(what)"
    case (let account?, nil): return "/accounts/\(account.id)/\(what)"
    case (nil, let product?): return "/products/\(product.id)/\(what)"
    case (_?, _?): return nil
    }
  }
}
