/// How long a regular expression may go through a text: it tries each way to repeat one part with each of the others.
///
/// The engine cannot be told to stop, so what may take long has a thread of its own that Ctrl-C leaves behind.
enum MatchEffort {
    /// So many steps are over before anybody could press Ctrl-C.
    private static let short = 1_000_000.0

    static func mayTakeLong(_ pattern: String, in text: String) -> Bool {
        let shape = Shape(pattern)
        let length = Double(max(2, text.utf8.count))
        if shape.repeatsGroup { return length > 16 }
        return (0...shape.repeats).reduce(1.0) { steps, _ in steps * length } > short
    }

    /// What a pattern repeats, counted generously: a sign that only stands for itself counts as well.
    private struct Shape {
        var repeats = 0
        var repeatsGroup = false

        init(_ pattern: String) {
            var last = UInt8(ascii: " ")
            for byte in pattern.utf8 {
                if Shape.signs.contains(byte), last != UInt8(ascii: "(") {
                    repeats += 1
                    if last == UInt8(ascii: ")") { repeatsGroup = true }
                }
                last = byte
            }
        }

        private static let signs = Array("*+?{".utf8)
    }
}
