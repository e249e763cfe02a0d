/// Letters that a terminal, an editor and a string count differently.
enum Letters: String, CaseIterable {
    /// One column, two bytes.
    case accented = "é"
    /// Two columns each.
    case wide = "漢字"
    /// Five scalars in two columns.
    case family = "👩‍👩‍👧"
    /// Two scalars in one column.
    case combining = "e\u{301}"

    /// All in one word, for where every kind would take too long by itself.
    static let all = allCases.map(\.rawValue).joined()
}

/// What happens around somebody who types.
enum Disturbance: CaseIterable {
    case calm
    /// Jobs end, each told of above the line that is half typed.
    case jobsEnd
    /// The window gets another width ten times a second, on a terminal that lays its rows out again.
    case windowReflows
    /// The same on a terminal that cuts them.
    case windowCuts
}
