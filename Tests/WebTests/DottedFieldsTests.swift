import Blueprint
import Testing

struct DottedFieldsTests {
  private struct Input: Decodable {
    let name: String
    let fields: CustomInput?
  }

  @Test func `what a form sends with a dotted name arrives as an object, ticked boxes as a list`() throws {
    var fields = Fields()
    fields.add(
      text: [
        ("name", "Northgate"), ("fields.grade", "Gold"), ("fields.tastes", ""), ("fields.tastes", "Sweet"),
        ("fields.tastes", "Sour"), ("fields.size", ""),
      ], keepingEmpty: true)
    let input = try fields.decode(Input.self)
    #expect(input.name == "Northgate")
    #expect(
      input.fields?.values == [
        "grade": .text("Gold"), "tastes": .array([.text(""), .text("Sweet"), .text("Sour")]),
        "size": .text(""),
      ])
  }

  @Test func `an object that came as JSON stays as it is, and something else in its place is refused`() throws
  {
    let sent = Fields(json: ["name": .text("N"), "fields": .object(["a.b": .whole(1)])])
    #expect(try sent.decode(Input.self).fields?.values == ["a.b": .whole(1)])
    #expect(throws: InputRefusal.self) {
      try Fields(json: ["name": .text("N"), "fields": .text("a")]).decode(Input.self)
    }
  }
}
