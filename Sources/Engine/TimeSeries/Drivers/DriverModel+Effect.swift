extension DriverModel {
  /// What a driver does to a series when the whole chain does it: its own effect and that of the mean over
  /// all sites together.
  package func effect(of driver: Int, on one: Int) -> DriverEffect {
    let rows = learned.rows, width = rows.width, item = groups.itemOf[one]
    let places = (0..<width).filter {
      let term = terms.terms[$0]
      return term.cause == .driver(driver) && !term.isProduct && !term.isLag
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

  /// What a driver does to each series when it stays, and not for a week or two; in the order of the panel.
  package func lastingEffects(of driver: Int) -> [DriverEffect] {
    let all = panel.series.indices
    let term = terms.terms.firstIndex {
      $0.cause == .driver(driver) && !$0.isProduct && !$0.isLag
    }
    guard let term else { return all.map { effect(of: driver, on: $0) } }
    let samples = all.compactMap { one in
      varies(term, one) ? LastingSample(learned, terms, driver: driver, one: one) : nil
    }
    let lasting = LastingEffects(samples, groups, believed: terms.terms[term].priorMean)
    return all.map { one in
      let (value, variance) = lasting.effect(one)
      return DriverEffect(value: value, standardError: variance.squareRoot(), source: source(term, one))
    }
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
