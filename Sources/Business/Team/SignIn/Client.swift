import Blueprint

/// Where a sign-in comes from.
package struct Client: Sendable, Equatable {
  package let address: String
  package let userAgent: String
  package let requestID: String

  package init(address: String, userAgent: String, requestID: String = "") {
    self.address = address
    self.userAgent = userAgent
    self.requestID = requestID
  }

  /// What the owner of a session recognises: "Firefox on Linux".
  var device: String {
    let browser = Client.browsers.first { userAgent.contains($0.0) }?.1
    let system = Client.systems.first { userAgent.contains($0.0) }?.1
    return switch (browser, system) {
    case (let browser?, let system?): "\(browser) on \(system)"
    case (let known?, nil), (nil, let known?): known
    case (nil, nil): "Unknown device"
    }
  }

  // The order matters: most browsers also name those they descend from.
  private static let browsers = [
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
  ]
  private static let systems = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
  ]
}
