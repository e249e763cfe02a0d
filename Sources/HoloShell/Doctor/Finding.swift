import HoloRuntime
import OrderedCollections

/// What one check found.
struct Finding: Sendable {
    enum State: String, Sendable {
        case ok
        /// It works, and something could be better.
        case warn
        case fail
    }

    /// What was checked: `key`.
    var name: String
    var state: State
    var found: String
    /// What to type or do; there for all that is not ok.
    var next: String?
    /// What the process ends with where the check failed.
    var exit = ExitCode.usage

    static func ok(_ name: String, _ found: String) -> Finding {
        Finding(name: name, state: .ok, found: found)
    }

    static func warn(_ name: String, _ found: String, next: String) -> Finding {
        Finding(name: name, state: .warn, found: found, next: next)
    }

    static func fail(_ name: String, _ found: String, next: String, exit: ExitCode = .usage) -> Finding {
        Finding(name: name, state: .fail, found: found, next: next, exit: exit)
    }

    /// A check that ended with an error.
    static func fail(_ name: String, _ stop: Stop) -> Finding {
        guard case .failure(let failure) = stop else { return fail(name, "it was stopped", next: "doctor") }
        return fail(name, failure.message, next: failure.next ?? "doctor", exit: failure.exit)
    }

    var record: Value {
        .record([
            "check": .string(name), "state": .string(state.rawValue), "found": .string(found),
            "next": next.map { .string($0) } ?? .null,
        ])
    }

    /// - Parameter pasted: the advice as it is typed where it is read.
    func lines(_ width: Int?, isPlain: Bool, pasted: (String) -> String) -> [String] {
        let advice = next?.split(separator: "\n").map { pasted(String($0)) } ?? []
        if isPlain {
            return ["\(name): \(state.rawValue): \(found)"]
                + advice.map { "  \($0)" }
        }
        let head = state.rawValue.padded(to: 5) + name.padded(to: 10)
        let indent = width.map { $0 < 60 ? "  " : "                 " } ?? "                 "
        return found.hanging(behind: head, width)
            + advice.flatMap { Advice.isLine($0) ? [indent + $0] : $0.hanging(behind: indent, width) }
    }
}
