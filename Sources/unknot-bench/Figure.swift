import Glibc

/// Values of one measurement and what they are held against.
struct Figure {
    /// Which of the values a goal speaks of.
    enum Judged {
        case median
        case largest
        /// What 99 of 100 values stay within.
        case hundredth
    }

    /// What was measured; what is compared with it is indented.
    var name: String
    /// The unit of the values.
    var unit: String
    /// One value a run.
    var values: [Double]
    /// The goal in words, or nil for what is only shown beside.
    var goal: String?
    /// Whether the goal is met, or nil without one.
    var isMet: Bool?

    /// A figure that is only shown.
    init(_ name: String, _ unit: String, _ values: [Double]) {
        self.name = name
        self.unit = unit
        self.values = values.sorted()
    }

    /// The same figure with a goal of at most so much.
    func atMost(_ limit: Double, _ judged: Judged = .median, as words: String? = nil) -> Figure {
        var figure = self
        figure.goal = words ?? "<= \(Table.number(limit)) \(unit)"
        let value =
            switch judged {
            case .median: median
            case .largest: largest
            case .hundredth: values.isEmpty ? .nan : values[(values.count * 99 - 1) / 100]
            }
        figure.isMet = value <= limit
        return figure
    }

    var median: Double { values.isEmpty ? .nan : values[values.count / 2] }
    var smallest: Double { values.first ?? .nan }
    var largest: Double { values.last ?? .nan }
}

/// The table, row by row as the figures come in.
struct Table {
    private static let widths = (name: 58, number: 9, unit: 6)

    /// Prints the heads of the columns.
    func printHeader(_ effort: Effort) {
        print("\(effort.runs) runs each, in turn; goals are held against the median\n")
        row("figure", "min", "median", "max", "", "goal")
        row(String(repeating: "-", count: Self.widths.name), "---", "------", "---", "", "----")
    }

    /// Prints a figure.
    func printRow(_ figure: Figure) {
        let verdict = figure.isMet.map { $0 ? "met" : "MISSED" }
        let goal = [figure.goal, verdict].compactMap { $0 }.joined(separator: ", ")
        row(
            figure.name, Self.number(figure.smallest), Self.number(figure.median),
            Self.number(figure.largest), figure.unit, goal)
    }

    private func row(
        _ name: String, _ low: String, _ middle: String, _ high: String, _ unit: String,
        _ goal: String
    ) {
        let numbers = [low, middle, high].map { Self.padded($0, Self.widths.number, left: true) }
        let cells =
            [Self.padded(name, Self.widths.name)] + numbers
            + [Self.padded(unit, Self.widths.unit), goal]
        print(cells.joined(separator: " "))
        fflush(nil)
    }

    private static func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return left ? space + text : text + space
    }

    /// A value with three digits that matter, and never in powers of ten.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let size = value.magnitude
        let decimals = size >= 100 || value == value.rounded() ? 0.0 : size >= 10 ? 1 : 2
        let factor = pow(10, decimals)
        let rounded = (value * factor).rounded() / factor
        return decimals == 0 || rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
