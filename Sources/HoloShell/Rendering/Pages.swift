import HoloTerm

/// Writes lines to an output, through a pager from the moment there are more than fit the screen.
struct Pages {
    let output: Output
    let pager: Pager?

    func write(_ body: (LineSink) -> Void) {
        guard let pager, output.isTerminal else { return writeAll(body) }
        let screen = ScreenMeasure(columns: output.columns(), rows: output.rows())
        var first: [VisibleText] = []
        var rows = 0
        // What fits the screen is made first. What is longer is made again for the pager, as far as that is read.
        let sink = LineSink { piece in
            first.append(piece)
            rows += screen.rows(of: piece)
            return rows < screen.rows
        }
        body(sink)
        sink.flush()
        if rows < screen.rows {
            for piece in first { output.write(piece) }
            return
        }
        let isShown = pager.show { take in
            let sink = LineSink { take(output.encoded($0)) }
            body(sink)
            sink.flush()
        }
        if !isShown { self.writeAll(body) }
    }

    private func writeAll(_ body: (LineSink) -> Void) {
        let sink = LineSink { piece in
            output.write(piece)
            return !output.isBroken()
        }
        body(sink)
        sink.flush()
    }
}

/// How much of a screen lines take.
struct ScreenMeasure {
    let columns: Int
    let rows: Int

    /// Rows that text takes, as far as that matters: no more are counted than there are on the screen.
    func rows(of text: VisibleText) -> Int {
        var count = 0
        for line in text.string.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            // Styles count as text here, so that lines near the width may count twice.
            count +=
                line.utf8.count <= columns ? 1 : max(1, (displayWidth(String(line)) + columns - 1) / columns)
            if count >= rows { break }
        }
        return count
    }
}
