import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Accounts

struct IndustrySpellingTests {
  @Test func `a word one letter off a known one is meant as that, and nothing else is touched`() {
    let spelling = IndustrySpelling(used: ["Dairy farming", "technologie"])
    for (word, meant) in [
      ("technolgy", "technology"), ("Softwear", nil), ("sofware", "software"), ("Medcial", "Medical"),
      ("markting", "marketing"),
      ("dining", nil), ("technology", nil), ("diary farming", "Dairy farming"), ("", nil),
      ("servces", "services"),
    ] as [(String, String?)] { #expect(spelling.meant(word) == meant, "\(word)") }
    #expect(IndustrySpelling(used: []).meant("technolgy") == "technology")
    #expect(IndustrySpelling(used: ["technolgy"]).meant("technolgy") == nil, "who has it so, wants it so")
  }

  @Test(arguments: Backing.available)
  func `a file's misspelt industry joins the right one, and the import says which rows and why`(
    backing: Backing
  ) async throws {
    try await SmallCompany.open(backing) { company in
      let text = "account,sector\nAcme,technolgy\nBetasol,medical\nCancity,technolgy\n"
      let path = NSTemporaryDirectory() + "accounts_" + ID<Upload>.new().text + ".csv"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let upload = Upload(path: path, name: "accounts.csv", bytes: text.utf8.count, digest: "")
      let context = company.context()
      let done = try await Account.importer.preview(.init(file: upload, apply: true), context)
      #expect((done.counts.new, done.counts.rejected, done.counts.duplicates) == (3, 0, 0))
      let note = try #require(done.notes.first)
      #expect(done.notes.count == 1 && note.kind == .joined && note.line == 2 && note.field == "industry")
      #expect(
        note.reason.contains("“technolgy”") && note.reason.contains("“technology”")
          && note.reason.contains("2 rows"))
      let rows = try await company.database.read {
        try Account.listing.fetch(ListQuery(), for: context.actor, $0).items
      }
      #expect(rows.map(\.industry) == ["technology", "medical", "technology"])
      let again = try await Account.importer.preview(.init(file: upload, apply: true), context)
      #expect(again.counts.unchanged == 3)
    }
  }
}
