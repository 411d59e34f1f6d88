import Blueprint
import Kernel

/// The day whose knowledge a page of figures shows, and the form that asks for another.
struct KnownOn: Sendable {
  struct Kept: Sendable {
    let name: String
    let value: String
  }

  /// The day as the form's field holds it; empty for today.
  let day: String
  let banner: String?
  let action: String
  let todayHref: String
  /// What else was asked for, and stays.
  let kept: [Kept]

  init(_ performance: Performance) {
    day = performance.knownOn.map(\.description) ?? ""
    banner = performance.knownOn.map {
      "These figures are as they were known on \(DisplayNumber.day($0)): imports and corrections of later days "
        + "are left out."
    }
    action = "/\(performance.subject == "product" ? "products" : "accounts")/\(performance.id)/performance"
    kept =
      [performance.lens.map { Kept(name: "kind", value: $0.kind.rawValue) }].compactMap(\.self)
      + (performance.tree == .was ? [Kept(name: "tree", value: TreeMode.was.rawValue)] : [])
    let rest = kept.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    todayHref = action + (rest.isEmpty ? "" : "?" + rest)
  }
}
