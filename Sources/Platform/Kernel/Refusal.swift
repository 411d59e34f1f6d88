/// A "no" that the user can act on. The platform turns it into an RFC 9457 problem, a line by a form field,
/// or a line on stderr with exit code 1.
package protocol Refusal: Error, Sendable {
  /// The HTTP status that fits: 400, 403, 404, 409, 413, 422, 429.
  var status: Int { get }
  /// A stable word for programs: `already-started`.
  var code: String { get }
  /// What happened, what was kept, what to do.
  var message: String { get }
  /// The input field at fault, where there is one.
  var field: String? { get }
}

extension Refusal {
  package var field: String? { nil }
}
