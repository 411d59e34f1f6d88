import Foundation

/// `embed OUTPUT FOLDER...`: writes a Swift file that holds every text file of the folders as a string.
@main struct Embed {
  static func main() throws {
    let arguments = CommandLine.arguments
    var text = "/// The files that this module carries, by path below their folder.\nenum Embedded {\n"
    text += "  static let files: [(path: String, text: String)] = [\n"
    for folder in arguments.dropFirst(2) {
      for path in files(in: folder) {
        let content = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
        let fence = fence(for: content)
        text += "    (\n      \(fence)\"\(path)\"\(fence), \(literal(content, fence))\n    ),\n"
      }
    }
    text += "  ]\n}\n"
    try text.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }

  static func files(in folder: String) -> [String] {
    guard let found = FileManager.default.enumerator(atPath: folder) else { return [] }
    return found.compactMap { $0 as? String }.filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue && !path.split(separator: "/").last!.hasPrefix(".")
    }.sorted()
  }

  /// More number signs than any run in the text, so that nothing in it ends the literal.
  static func fence(for text: String) -> String {
    var longest = 0, run = 0
    for byte in text.utf8 {
      run = byte == 35 ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "#", count: longest + 1)
  }

  static func literal(_ text: String, _ fence: String) -> String {
    let escape = "\\" + fence
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": escaped += escape + "n"
      case "\r": escaped += escape + "r"
      case "\0": escaped += escape + "0"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "\(fence)\"\(escaped)\"\(fence)"
  }
}
