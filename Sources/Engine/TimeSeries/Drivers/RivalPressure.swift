import Foundation

/// How strongly the other items of a site pull this week, as one number.
///
/// The logarithm of the sum of what each rival would sell by its own price and promotion, over what it
/// usually sells: the inclusive value of a logit choice among the site's items. McFadden, "Modelling the
/// choice of residential location" (1978).
enum RivalPressure {
  static func column(_ learned: PooledRegression, _ terms: DriverTerms, _ groups: PanelGroups) -> [Double] {
    let span = terms.span, own = terms.terms.indices.filter { Self.isOwn(terms.terms[$0]) }
    var pull = [Double](repeating: 0, count: terms.series * span)
    let level = (0..<terms.series).map { learned.rows.mass[$0] > 0 ? exp(learned.rows.mean[$0]) : 0 }
    for one in 0..<terms.series {
      let b = learned.coefficients(one)
      for step in 0..<span {
        var utility = 0.0
        for k in own { utility += b[k] * terms.columns[k][one * span + step] }
        pull[one * span + step] = level[one] * exp(min(5, max(-5, utility)))
      }
    }
    var column = [Double](repeating: 0, count: terms.series * span)
    for members in groups.sites where members.count > 1 {
      let usual = members.reduce(0) { $0 + level[$1] }
      for step in 0..<span {
        let total = members.reduce(0) { $0 + pull[$1 * span + step] }
        for one in members where usual > level[one] {
          let rivals = max(1e-300, total - pull[one * span + step])
          column[one * span + step] = min(3, max(-3, log(rivals / (usual - level[one]))))
        }
      }
    }
    return column
  }

  private static func isOwn(_ term: DriverTerm) -> Bool {
    if case .driver = term.cause { !term.isLag } else { false }
  }
}
