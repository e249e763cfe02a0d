/// How names and what is said of them stand beside each other.
package struct Layout {
    /// Nil where nothing has to fit.
    let width: Int?
    /// Each name is followed by a colon instead of by room.
    let isPlain: Bool

    init(_ host: any Host) { (width, isPlain) = (host.columns, host.isPlain) }

    func lines(_ name: String, _ column: Int, _ text: String) -> [String] {
        isPlain
            ? ["\(name)\(name.hasSuffix(":") ? "" : ":") \(text)"]
            : text.hanging(behind: name.padded(to: column) + "  ", width)
    }
}
