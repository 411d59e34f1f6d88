import Files
import Kernel
import Sales
import X12

/// Small reports to read: what stands between ST and SE, with an envelope put around it.
enum Report {
  static let week = "XQ*H*20260301*20260307~"

  static func text(_ type: String, _ body: String) -> String {
    let count = body.count { $0 == "~" } + 2
    return
      "ISA*00*          *00*          *ZZ*PARTNER        *ZZ*MAINSTAY       *260314*0905*U*00401*000000042*0*P*>~"
      + "GS*PD*PARTNER*MAINSTAY*20260314*0905*7*X*004010~ST*\(type)*0001~\(body)SE*\(count)*0001~GE*1*7~"
      + "IEA*1*000000042~"
  }

  struct Read {
    var sales: [EDISale] = []
    var rejects: [EDIReject] = []
    var warnings: [String] = []
    var currencies: [String] = []

    /// `103 UP 012345678905 5000`: enough to tell sales apart.
    var lines: [String] {
      sales.map { "\($0.site.code) \($0.item.qualifier) \($0.item.code) \($0.units)" }
    }
  }

  static func read(_ type: String, _ body: String) throws -> Read { try read(file: text(type, body)) }

  static func read(file: String) throws -> Read {
    let reports = EDIReports(ByteSource(name: "sales.edi", bytes: Array(file.utf8)))
    var read = Read()
    while let line = try reports.next() {
      switch line {
      case .sale(let sale): read.sales.append(sale)
      case .reject(let reject): read.rejects.append(reject)
      }
    }
    read.warnings = reports.warnings
    read.currencies = reports.currencies
    return read
  }
}
