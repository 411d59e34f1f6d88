extension DriverModel {
  /// What a driver does to a series when the whole chain does it: its own effect and that of the mean over
  /// all sites together.
  package func effect(of driver: Int, on one: Int) -> DriverEffect {
    effect(of: driver, on: one) { !$0.isLag }
  }

  /// What a driver does to a series when it stays: the first step's effect and that of the step before together.
  package func lastingEffect(of driver: Int, on one: Int) -> DriverEffect {
    effect(of: driver, on: one) { _ in true }
  }

  private func effect(of driver: Int, on one: Int, _ counts: (DriverTerm) -> Bool) -> DriverEffect {
    let rows = learned.rows, width = rows.width, item = groups.itemOf[one]
    let places = (0..<width).filter {
      let term = terms.terms[$0]
      return term.cause == .driver(driver) && !term.isProduct && counts(term)
    }
    let b = learned.coefficients(one)
    var value = 0.0, variance = 0.0
    for k in places {
      value += b[k]
      for l in places {
        let place = k * width + l
        variance +=
          learned.ownCovariance[one * width * width + place]
          + learned.itemCovariance[item * width * width + place]
      }
    }
    return DriverEffect(
      value: value, standardError: max(0, variance).squareRoot(), source: source(places.first, one))
  }

  private func source(_ term: Int?, _ one: Int) -> DriverEffect.Source {
    guard let term else { return .belief }
    if varies(term, one) { return .series }
    if groups.items[groups.itemOf[one]].contains(where: { varies(term, $0) }) { return .item }
    return (0..<panel.series.count).contains { varies(term, $0) } ? .pool : .belief
  }

  private func varies(_ term: Int, _ one: Int) -> Bool {
    let width = learned.rows.width
    return learned.rows.gram[one * width * width + term * width + term] > 1e-9
  }
}
