import Testing

@testable import Kernel

@Suite struct SearchKeyTests {
  @Test func `case, marks and spaces do not count`() {
    #expect(SearchKey.fold("É") == "e")
    #expect(SearchKey.fold("  Café \t ÉTOILE\n") == "cafe etoile")
    #expect(SearchKey.fold("E\u{301}") == SearchKey.fold("\u{c9}"))
    #expect(
      SearchKey.fold("Łódź Straße Ørsted ŒUVRE İstanbul ılık") == "lodz strasse orsted oeuvre istanbul ilik")
    #expect(SearchKey.fold("ΣΊΣΥΦΟΣ") == SearchKey.fold("σίσυφος"))
    #expect(SearchKey.fold("Йогурт") == "иогурт")
    #expect(SearchKey.fold("Việt Nam") == "viet nam")
    #expect(SearchKey.fold("ﬁne ＡＢＣ ½") == "fine abc 1⁄2")
    #expect(SearchKey.fold("Macy’s – a\u{a0}b\u{200b}c") == "macy's - a bc")
    #expect(SearchKey.fold("STRASSE") == SearchKey.fold("STRAẞE"))
  }

  @Test func `nothing stays nothing, and signs stay`() {
    #expect(SearchKey.fold("") == "")
    #expect(SearchKey.fold(" \u{3000}\u{301} ") == "")
    #expect(SearchKey.fold("A&B_50% #1") == "a&b_50% #1")
  }

  @Test func `vowel signs of Indic and Thai writing stay`() {
    #expect(SearchKey.fold("दिल्ली") == "दिल्ली")
    #expect(SearchKey.fold("น้ำ") != SearchKey.fold("นำ"))
  }

  @Test func `folding twice changes nothing, and the short way for ASCII agrees with the long one`() {
    var generator = SeededGenerator(seed: 13)
    let letters = Array(" \taZzÉéßÆøŁİıΣςЙё’–½ﬁＡ한が中🍏'&").map(String.init)
    for _ in 0..<4_000 {
      let text = (0..<generator.int(in: 0...20)).map { _ in letters[generator.int(in: 0...letters.count - 1)]
      }.joined()
      let folded = SearchKey.fold(text)
      #expect(SearchKey.fold(folded) == folded)
      #expect(!folded.hasPrefix(" ") && !folded.hasSuffix(" ") && !folded.contains("  "))
    }
    for _ in 0..<4_000 {
      let text = String(
        decoding: (0..<generator.int(in: 0...20)).map { _ in UInt8(generator.int(in: 0...127)) },
        as: UTF8.self)
      #expect(SearchKey.fold(text + " é") == (SearchKey.fold(text) + " e").trimmedStart)
    }
  }

  @Test func `a word that begins a name begins its key`() {
    #expect(SearchKey.fold("Crème Brûlée 500 g").hasPrefix(SearchKey.fold("CRÈME br")))
  }
}

extension String {
  fileprivate var trimmedStart: String { String(drop { $0 == " " }) }
}
