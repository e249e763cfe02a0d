package import HoloLang

/// A script as a demo shows it: its statements, and between them what its `#@` comments ask for.
package struct DemoScript: Sendable {
    package enum Part: Sendable, Equatable {
        /// Typed on the screen, and run.
        case statement(SourceRange)
        /// Run, but not typed: a `param`, which the process line sets.
        case unseen(SourceRange)
        case direction(DemoDirection)
    }

    package let source: Source
    /// As they stand in the file; tests are left out.
    package let parts: [Part]

    /// - Throws: every mistake in the directions; those in the program are found where it is prepared.
    package init(_ source: Source) throws(Stop) {
        let parsed = parse(source)
        var (placed, mistakes) = DemoScript.directions(of: parsed, in: source)
        guard mistakes.isEmpty else { throw .diagnostics(mistakes) }
        for statement in parsed.script.statements {
            if let part = statement.demoPart { placed.append((statement.range.start, part)) }
        }
        self.source = source
        parts = placed.sorted { $0.start < $1.start }.map(\.part)
    }

    /// What is wrong with the directions of a script, whatever else is wrong with it.
    static func mistakes(in source: Source) -> [Diagnostic] { directions(of: parse(source), in: source).1 }

    private typealias Placed = (start: Int, part: Part)

    private static func directions(of parsed: Parsed, in source: Source) -> ([Placed], [Diagnostic]) {
        // Where a statement ends is not known before all of them can be read.
        let statements = parsed.diagnostics.isEmpty ? parsed.script.statements : []
        var mistakes: [Diagnostic] = []
        var placed: [Placed] = []
        for comment in parsed.comments where source.text(comment).hasPrefix(DemoDirection.mark) {
            do throws(Diagnostic) {
                try check(comment, isOutside: statements, source)
                placed.append((comment.start, .direction(try DemoDirection(comment, in: source))))
            } catch {
                mistakes.append(error)
            }
        }
        return (placed, mistakes)
    }

    private static func check(_ comment: SourceRange, isOutside statements: [Statement], _ source: Source)
        throws(Diagnostic)
    {
        let isInside = statements.contains {
            $0.range.start < comment.start && comment.end <= $0.range.end
        }
        if isInside {
            throw Diagnostic(
                "directions of a demo stand between statements, not inside of one", in: source, at: comment,
                hint: "move it before the statement or behind it")
        }
    }
}

extension Statement {
    fileprivate var demoPart: DemoScript.Part? {
        switch kind {
        case .test: nil
        case .parameter: .unseen(range)
        default: .statement(range)
        }
    }
}
