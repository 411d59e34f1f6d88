package import Blueprint
package import Kernel

extension GTIN: Schematic {
  package static var schema: Schema { .text(format: "gtin", choices: []) }
  package static var specimen: GTIN { GTIN("00000000000017")! }
}

extension Quantity.Unit: Choice {}

extension EquivalisedFactor: Schematic {
  package static var schema: Schema {
    .object(
      name: "EquivalisedFactor",
      fields: [
        .init(name: "numerator", schema: .whole, isRequired: true),
        .init(name: "denominator", schema: .whole, isRequired: true),
      ])
  }
  package static var specimen: EquivalisedFactor { .one }
}
