package import HoloLang
package import HolocronJobs

/// Why a program does not go on.
package enum Stop: Error, Sendable {
    indirect case failure(Failure)
    /// Text that cannot be run; nothing of it was.
    case diagnostics([Diagnostic])
    /// The script's own `exit N`.
    case exit(Int32)
    /// Ctrl-C while nothing was waited for.
    case interrupted
}

/// An error value with a place and a next step.
package struct Failure: Sendable {
    /// Stable, upper case: `AUTH_REQUIRED`.
    package var code: String
    package var message: String
    /// What to type or do next.
    package var next: String?
    package var exit: ExitCode
    package var place: Place?
    /// Whatever a batch would do next would end the same way.
    package var endsBatch = false
    /// What a 402 said.
    package var credits: (balance: Int, required: Int)?
    /// The job that failed, where it is one's.
    package var job: Job?
    /// The site whose account has to be connected first.
    package var site: String?
    /// The functions it passed on its way out, innermost first, and where each was called.
    package var calls: [Call] = []

    package struct Call: Sendable {
        package let function: String
        package let place: Place
    }

    package struct Place: Sendable {
        package var source: Source
        package var range: SourceRange
    }

    /// The variables of an assertion that does not hold, as the program writes them, and what they are.
    package var values: [(name: String, value: String)] = []
    /// Where the two sides of an assertion's comparison differ, line by line.
    package var differences: [String] = []

    /// Enough of a deep recursion to see what went on.
    package static let mostCallsKept = 8

    package init(_ code: String, _ message: String, next: String? = nil, exit: ExitCode = .usage) {
        self.code = code
        self.message = message
        self.next = next
        self.exit = exit
    }
}

package enum ExitCode: Int32, Sendable, CaseIterable {
    case ok = 0
    case jobFailed = 1
    case usage = 2
    case assertion = 3
    case authentication = 4
    case credits = 5
    case stoppedWaiting = 6
    case network = 7
    case budget = 8
    case outcomeUnknown = 9
    case interrupted = 130
}

extension Stop {
    package static func failed(
        _ code: String, _ message: String, next: String? = nil, exit: ExitCode = .usage
    )
        -> Stop
    {
        .failure(Failure(code, message, next: next, exit: exit))
    }

    /// The same where something was paid for before: 2 says that nothing was.
    var afterPaying: Stop {
        switch self {
        case .failure(var failure) where failure.exit == .usage:
            failure.exit = .jobFailed
            return .failure(failure)
        default: return self
        }
    }

    /// The same, at a place, unless it has one already.
    package func at(_ source: Source, _ range: SourceRange) -> Stop {
        guard case .failure(var failure) = self, failure.place == nil else { return self }
        failure.place = Failure.Place(source: source, range: range)
        return .failure(failure)
    }

    /// The same, on its way out of a function that was called at a place.
    func passing(_ function: String, _ place: Failure.Place) -> Stop {
        guard case .failure(var failure) = self, failure.calls.count < Failure.mostCallsKept else {
            return self
        }
        failure.calls.append(Failure.Call(function: function, place: place))
        return .failure(failure)
    }

    /// What the process ends with.
    package var exitCode: Int32 {
        switch self {
        case .failure(let failure): failure.exit.rawValue
        case .diagnostics: ExitCode.usage.rawValue
        case .exit(let code): code
        case .interrupted: ExitCode.interrupted.rawValue
        }
    }
}
