import Foundation
import Kernel
import Testing

@testable import Web

@Suite struct UploadTests {
  private static let boundary = "----edge"

  private static func body(_ file: [UInt8], name: String = "sales.csv") -> [UInt8] {
    var bytes = Array(
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"label\"\r\n\r\nweek 12\r\n".utf8)
    bytes += Array(
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n".utf8)
    bytes += Array("Content-Type: text/csv\r\n\r\n".utf8) + file
    return bytes + Array("\r\n--\(boundary)--\r\n".utf8)
  }

  private func send(_ body: [UInt8], to web: TestSite) async -> WebResponse {
    await web.site.respond(
      to: WebRequest(
        "POST", "/api/v1/files",
        headers: [
          "authorization": "Bearer mst_write",
          "content-type": "multipart/form-data; boundary=\(Self.boundary)",
        ], body: .bytes(body)))
  }

  @Test func `a file arrives whole, measured and fingerprinted`() async throws {
    try await TestSite.with { web in
      let response = await send(Self.body(Array("a,b\n1,2\n".utf8)), to: web)
      #expect(response.status == 200)
      #expect(response.text.contains(#""bytes":8"#))
      #expect(response.text.contains(#""label":"week 12""#))
    }
  }

  @Test func `a name never chooses a place on the disk`() async throws {
    try await TestSite.with { web in
      let response = await send(Self.body([65], name: "../../etc/passwd"), to: web)
      #expect(response.text.contains(#""name":"passwd""#))
      let kept = try FileManager.default.contentsOfDirectory(atPath: web.folder + "/uploads")
      #expect(kept.allSatisfy { ID<Note>($0) != nil })
    }
  }

  @Test func `a body that ends early leaves no file behind`() async throws {
    try await TestSite.with { web in
      let whole = Self.body(Array(repeating: 65, count: 10_000))
      #expect(await send(Array(whole.prefix(whole.count - 30)), to: web).status == 415)
      let kept = try FileManager.default.contentsOfDirectory(atPath: web.folder + "/uploads")
      #expect(kept.isEmpty)
    }
  }

  @Test func `however the chunks fall, the parts are the same`() throws {
    var random = SeededGenerator(seed: 7)
    for round in 0..<300 {
      let file = (0..<Int.random(in: 0...400, using: &random)).map { _ in
        [13, 10, 45, 101, 100, 65, 0].randomElement(using: &random) ?? 0
      }.map { UInt8($0) }
      let body = Self.body(file)
      var reader = MultipartReader(boundary: Self.boundary), read: [UInt8] = [], inFile = false,
        rest = body[...]
      while !rest.isEmpty {
        let size = min(rest.count, Int.random(in: 1...(round % 60 + 1), using: &random))
        for event in try reader.read(Array(rest.prefix(size))) {
          switch event {
          case .began(_, let fileName): inFile = fileName != nil
          case .bytes(let bytes): if inFile { read += bytes }
          case .ended: break
          }
        }
        rest = rest.dropFirst(size)
      }
      #expect(reader.isFinished)
      #expect(read == file, "round \(round)")
    }
  }
}
