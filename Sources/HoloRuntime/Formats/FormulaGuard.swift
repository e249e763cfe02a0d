/// Keeps a spreadsheet from running a saved text as a formula: an apostrophe goes before it, and is taken off again
/// when the file is read.
enum FormulaGuard {
    /// A text that begins with `= + - @`, a tab or a return, behind any number of apostrophes. Those are counted so
    /// that what is taken off is always what was put on.
    private static func isRisky(_ text: String) -> Bool {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "'"): continue
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
                return true
            default: return false
            }
        }
        return false
    }

    static func added(to text: String) -> String { isRisky(text) ? "'" + text : text }

    static func removed(from text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'"), isRisky(text) else { return text }
        return String(decoding: text.utf8.dropFirst(), as: UTF8.self)
    }
}
