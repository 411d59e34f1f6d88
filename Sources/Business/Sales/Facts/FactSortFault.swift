/// Why facts could not be sorted.
package enum FactSortFault: Error, Equatable, CustomStringConvertible {
  /// The temporary file could not be made, written or read: the disk is full, the folder is gone.
  case temporaryFile(doing: String, reason: String)
  /// Facts of one (site, item, week) add up to more than 64 bits hold.
  case overflow(Measure, line: Int64)

  package var description: String {
    switch self {
    case .temporaryFile(let doing, let reason):
      "cannot \(doing) the temporary file for sorting: \(reason); free some space or name another folder"
    case .overflow(let measure, let line):
      "with line \(line), the \(measure) of one site, item and week leaves the range of 64 bits"
    }
  }
}
