import HoloLang

/// Which code gives which parameter of one command its values.
struct Binding: Sendable {
    struct Source: Sendable {
        let code: Code
        let range: SourceRange
    }

    let program: HoloLang.Source
    let signature: Signature
    /// By parameter.
    var values: [[Source]]
    var assignments: [AssignmentCode] = []
    var wantsJSON = false

    init(program: HoloLang.Source, signature: Signature) {
        self.program = program
        self.signature = signature
        values = Array(repeating: [], count: signature.parameters.count)
    }

    /// The decoded arguments, by parameter.
    func arguments(_ frame: Frame) throws(Stop) -> [any Sendable] {
        var arguments: [any Sendable] = []
        for (parameter, sources) in zip(signature.parameters, values) {
            if parameter.kind == .assignments {
                var all: [Assignment] = []
                for assignment in assignments { all += try assignment(frame) }
                arguments.append(all)
            } else {
                arguments.append(try argument(parameter, sources, frame))
            }
        }
        return arguments
    }

    private func argument(_ parameter: Parameter, _ sources: [Source], _ frame: Frame) throws(Stop)
        -> any Sendable
    {
        var given: [Value] = []
        for source in sources {
            let value = try source.code(frame)
            for item in parameter.kind == .rest ? value.spreadJobs : [value] {
                guard parameter.accepts(item) else {
                    throw Stop.failed("ARGUMENT", parameter.refusal(of: item)).at(program, source.range)
                }
                given.append(item)
            }
        }
        guard let argument = parameter.gather(given) else {
            throw Stop.failed("ARGUMENT", "\(parameter.name) is missing")
        }
        return argument
    }
}

/// Gives one `key=value`, or one for each field of a spread record.
typealias AssignmentCode = @Sendable (Frame) throws(Stop) -> [Assignment]

extension Value {
    /// A list of jobs given to `await` is as many jobs.
    fileprivate var spreadJobs: [Value] {
        guard case .list(let items) = self, !items.isEmpty else { return [self] }
        return items.allSatisfy(\.isJob) ? items : [self]
    }

    private var isJob: Bool { if case .job = self { true } else { false } }
}

extension Parameter {
    func refusal(of value: Value) -> String {
        let shown = if case .string(let text) = value { quoted(String(text.prefix(40))) } else { value.kind }
        return "\(shownName) takes \(expected), not \(shown)"
    }

    /// `--timeout` or `JOB`.
    package var shownName: String { kind == .option || kind == .flag ? "--\(name)" : name }
}
