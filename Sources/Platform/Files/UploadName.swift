/// File names that came with an upload: shown and stored, never trusted.
package enum UploadName {
  /// The longest name kept, in UTF-8 bytes: file systems end at 255, and a suffix may be added.
  static let maximumBytes = 200

  /// The last part of the path without control characters or marks a file system or shell reads.
  ///
  /// Both kinds of slash part a path, whatever system sent it. Nothing left, or only dots, is `upload`.
  package static func sanitised(_ raw: String) -> String {
    let last = raw.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last ?? []
    var kept = String.UnicodeScalarView()
    for scalar in last where isHarmless(scalar) { kept.append(scalar) }
    var name = Substring(String(kept))
    while let first = name.first, first == "." || first.isWhitespace || first == "-" { name.removeFirst() }
    while let end = name.last, end == "." || end.isWhitespace { name.removeLast() }
    return name.isEmpty ? "upload" : shortened(String(name))
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    // Format characters can turn the direction of writing: `exe.csv` that is `vsc.exe`.
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
    default: !"<>:\"|?*".unicodeScalars.contains(scalar)
    }
  }

  /// Cuts the stem, so that the ending still says what the file is.
  private static func shortened(_ name: String) -> String {
    guard name.utf8.count > maximumBytes else { return name }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let ending = name[dot...].utf8.count <= 12 ? String(name[dot...]) : ""
    var stem = name[..<(ending.isEmpty ? name.endIndex : dot)]
    while stem.utf8.count + ending.utf8.count > maximumBytes { stem.removeLast() }
    return stem + ending
  }
}
