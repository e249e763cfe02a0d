import HoloLang

/// Why an included file cannot be read.
enum IncludeError: Error {
    case unreadable(String)
    case diagnostic(Diagnostic)
}

extension Compiler {
    private static let maximumIncludes = 16

    /// The statements of another file, in place; its path is relative to this file's.
    mutating func include(_ path: Name) -> [Step] {
        do throws(IncludeError) {
            let included = try readSource(path.text, source)
            if includes.contains(included.name) || included.name == source.name {
                let chain = (includes + [source.name, included.name]).joined(separator: " → ")
                report("include goes in a circle: \(chain)", at: path.range)
                return []
            }
            guard includes.count < Compiler.maximumIncludes else {
                report("includes are nested deeper than \(Compiler.maximumIncludes)", at: path.range)
                return []
            }
            return steps(of: included)
        } catch {
            switch error {
            case .unreadable(let why): report(why, at: path.range, hint: "the path is relative to this file")
            case .diagnostic(let diagnostic): diagnostics.append(diagnostic)
            }
        }
        return []
    }

    private mutating func steps(of included: Source) -> [Step] {
        let outer = source
        includes.append(outer.name)
        source = included
        defer {
            source = outer
            includes.removeLast()
        }
        let parsed = parse(included)
        diagnostics += parsed.diagnostics
        return steps(parsed.script.statements)
    }
}
