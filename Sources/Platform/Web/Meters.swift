import Synchronization

/// What the program counts about itself, in the text form of Prometheus.
final class Meters: Sendable {
  private struct Counts {
    var requests: [String: Int] = [:]
    var buckets = [Int](repeating: 0, count: Meters.bounds.count + 1)
    var seconds = 0.0
  }

  private static let bounds: [(label: String, seconds: Double)] = [
    ("0.001", 0.001), ("0.0025", 0.0025), ("0.005", 0.005), ("0.01", 0.01), ("0.025", 0.025), ("0.05", 0.05),
    ("0.1", 0.1), ("0.3", 0.3), ("1", 1), ("5", 5),
  ]

  private let counts = Mutex(Counts())
  private let began = ContinuousClock.now

  func note(method: String, status: Int, elapsed: Duration) {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let known = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"].contains(method) ? method : "other"
    counts.withLock { counts in
      counts.requests["method=\"\(known)\",status=\"\(status)\"", default: 0] += 1
      counts.buckets[Self.bounds.firstIndex { seconds <= $0.seconds } ?? Self.bounds.count] += 1
      counts.seconds += seconds
    }
  }

  func text(jobsWaiting: Int?) -> String {
    let now = counts.withLock { $0 }
    var lines = [
      "# HELP mainstay_requests_total Requests answered.", "# TYPE mainstay_requests_total counter",
    ]
    for (labels, count) in now.requests.sorted(by: { $0.key < $1.key }) {
      lines.append("mainstay_requests_total{\(labels)} \(count)")
    }
    lines += ["# HELP mainstay_request_seconds Time to answer.", "# TYPE mainstay_request_seconds histogram"]
    var sum = 0
    for (bound, count) in zip(Self.bounds, now.buckets) {
      sum += count
      lines.append("mainstay_request_seconds_bucket{le=\"\(bound.label)\"} \(sum)")
    }
    let all = now.buckets.reduce(0, +)
    lines.append("mainstay_request_seconds_bucket{le=\"+Inf\"} \(all)")
    lines.append("mainstay_request_seconds_sum \(now.seconds)")
    lines.append("mainstay_request_seconds_count \(all)")
    if let jobsWaiting {
      lines += ["# HELP mainstay_jobs_open Jobs waiting or running.", "# TYPE mainstay_jobs_open gauge"]
      lines.append("mainstay_jobs_open \(jobsWaiting)")
    }
    let up = began.duration(to: .now).components.seconds
    lines += ["# HELP mainstay_up_seconds Seconds since the start.", "# TYPE mainstay_up_seconds counter"]
    lines.append("mainstay_up_seconds \(up)")
    return lines.joined(separator: "\n") + "\n"
  }
}
