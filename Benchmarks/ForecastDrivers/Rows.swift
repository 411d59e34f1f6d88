import Foundation

/// The rows of a plain CSV without its head.
func rows(_ path: String) throws -> [[String]] {
  try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

/// CPU seconds of this process.
func cpu() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

func number(_ word: String) -> Double { Double(word) ?? 0 }

func whole(_ word: String) -> Int { Int(word) ?? 0 }
