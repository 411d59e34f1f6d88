/// What the demo company makes, as its price list would group it. Brands and flavours are invented.
enum CatalogRoster {
  struct Category: Sendable {
    let name: String
    let unit: Unit
    /// Three pack sizes in grams or millilitres, the usual one first.
    let sizes: [Int]
    /// List price of the usual size, in cents.
    let price: ClosedRange<Double>
    let segments: [Segment]
    let flavours: [String]
  }

  struct Segment: Sendable {
    let name: String
    let brands: [String]
    let lines: [String]
  }

  enum Unit: String, Sendable { case g, ml }

  static let categories: [Category] = [
    Category(
      name: "Soups", unit: .g, sizes: [400, 540, 290], price: 155...270,
      segments: [
        Segment(
          name: "Ready to serve", brands: ["Hearthwell", "Copperladle"], lines: ["Classic", "Chunky"]),
        Segment(name: "Condensed", brands: ["Tureena", "Pennypot"], lines: ["Everyday", "Creamed"]),
        Segment(name: "Broth and stock", brands: ["Slowkettle", "Bonmarrow"], lines: ["Clear", "Roasted"]),
      ],
      flavours: ["Tomato", "Leek and potato", "Lentil", "Mushroom", "Chicken and corn"]),
    Category(
      name: "Ice cream", unit: .ml, sizes: [500, 900, 110], price: 260...430,
      segments: [
        Segment(name: "Tubs", brands: ["Snowmallow", "Glimmerfield"], lines: ["Velvet", "Farmhouse"]),
        Segment(
          name: "Sticks and cones", brands: ["Frostwhistle", "Conetta Bay"], lines: ["Crunch", "Mini"]),
        Segment(name: "Sorbet", brands: ["Icebramble", "Zestoria"], lines: ["Orchard", "Tropic"]),
      ],
      flavours: ["Vanilla", "Strawberry", "Salted caramel", "Dark chocolate", "Lemon"]),
    Category(
      name: "Snack bars", unit: .g, sizes: [180, 320, 45], price: 190...330,
      segments: [
        Segment(name: "Granola bars", brands: ["Oatstride", "Meadowbit"], lines: ["Crunchy", "Chewy"]),
        Segment(name: "Protein bars", brands: ["Liftwell", "Ironoat"], lines: ["Build", "Lean"]),
        Segment(name: "Fruit bars", brands: ["Plumlark", "Berrywick"], lines: ["Pressed", "Filled"]),
      ],
      flavours: ["Honey", "Peanut", "Apple and cinnamon", "Cocoa", "Wild berry"]),
    Category(
      name: "Baking mixes", unit: .g, sizes: [450, 900, 250], price: 175...290,
      segments: [
        Segment(name: "Cake mixes", brands: ["Whiskerton", "Crumbledown"], lines: ["Layer", "Sponge"]),
        Segment(
          name: "Pancake and waffle", brands: ["Griddlewick", "Flapdale"], lines: ["Fluffy", "Wholegrain"]),
        Segment(name: "Cookie mixes", brands: ["Doughberry", "Sugarfold"], lines: ["Soft", "Crisp"]),
      ],
      flavours: ["Vanilla", "Chocolate chip", "Carrot and spice", "Buttermilk", "Lemon"]),
    Category(
      name: "Sparkling drinks", unit: .ml, sizes: [1500, 1980, 330], price: 120...240,
      segments: [
        Segment(name: "Flavoured water", brands: ["Rillfizz", "Clearmoor"], lines: ["Light", "Infused"]),
        Segment(name: "Craft soda", brands: ["Popwillow", "Gingham Row"], lines: ["Original", "Zero"]),
        Segment(name: "Tonics and mixers", brands: ["Quinlock", "Bitterlark"], lines: ["Dry", "Botanical"]),
      ],
      flavours: ["Lime", "Elderflower", "Blood orange", "Ginger", "Raspberry"]),
  ]
}
