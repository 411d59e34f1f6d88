import Testing

@testable import Kernel

@Suite struct TextDistanceTests {
  @Test func `edits are counted, a swap of neighbours as one`() {
    #expect(TextDistance.edits("", "") == 0)
    #expect(TextDistance.edits("", "abc") == 3)
    #expect(TextDistance.edits("kitten", "sitting") == 3)
    #expect(TextDistance.edits("technolgy", "technology") == 1)
    #expect(TextDistance.edits("recieve", "receive") == 1)
    #expect(TextDistance.edits("ca", "abc") == 3)
    #expect(TextDistance.similarity("", "") == 100)
    #expect(TextDistance.similarity("abcd", "abcx") == 75)
  }

  @Test func `a distance is symmetric, zero only for equals and keeps the triangle of insertions`() {
    var generator = SeededGenerator(seed: 19)
    func word() -> String {
      String((0..<generator.int(in: 0...8)).map { _ in "abc".randomElement(using: &generator)! })
    }
    for _ in 0..<3_000 {
      let one = word(), two = word()
      let distance = TextDistance.edits(one, two)
      #expect(distance == TextDistance.edits(two, one))
      #expect((distance == 0) == (one == two))
      #expect(distance >= abs(one.count - two.count) && distance <= max(one.count, two.count))
    }
  }
}

@Suite struct NameMatchTests {
  @Test(arguments: [
    ("Northgate Foods Inc.", "NORTHGATE FOODS"), ("GTX Pro", "GTXPro"), ("Müller GmbH & Co. KG", "Muller"),
    ("Macy's", "MACYS, Inc"), ("The Home Table Co", "Home Table Ltd."), ("Acme S.A.", "ACME"),
    ("Foods Northgate", "Northgate Foods"), ("Salt & Pepper", "Salt and Pepper"),
  ])
  func `names that differ in form only match fully`(one: String, two: String) {
    #expect(NameMatch.similarity(one, two) == 100)
  }

  @Test func `typing errors match nearly, other names do not`() {
    #expect(NameMatch.similarity("Northgate Foods", "Nothgate Foods") >= 90)
    #expect((50..<90).contains(NameMatch.similarity("Northgate", "Northgate Foods")))
    #expect(NameMatch.similarity("Northgate Foods", "Blue Harbor") < 40)
  }

  @Test func `different numbers are different things`() {
    #expect(NameMatch.similarity("Store 12", "Store 13") == NameMatch.numbersDiffer)
    #expect(NameMatch.similarity("Cola 330 ml", "Cola 500 ml") <= NameMatch.numbersDiffer)
    #expect(NameMatch.similarity("Store 12", "store #12") == 100)
  }

  @Test func `a legal form alone is a name, nothing is none`() {
    #expect(NameMatch.similarity("Limited", "limited") == 100)
    #expect(NameMatch.similarity("", "") == 0)
    #expect(NameMatch.similarity("--", "--") == 0)
    #expect(NameMatch.similarity("The", "Co") < 50)
  }

  @Test func `likeness does not depend on which name is given first`() {
    var generator = SeededGenerator(seed: 23)
    let words = [
      "north", "nort", "gate", "gates", "foods", "food", "12", "the", "inc", "&", "Äpfel", "apfel",
    ]
    func name() -> String {
      (0..<generator.int(in: 1...5)).map { _ in words[generator.int(in: 0...words.count - 1)] }.joined(
        separator: " ")
    }
    for _ in 0..<3_000 {
      let one = name(), two = name()
      let score = NameMatch.similarity(one, two)
      #expect(score == NameMatch.similarity(two, one) && (0...100).contains(score), "\(one) | \(two)")
    }
  }
}
