import Glibc
import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections
import Synchronization

/// The tour of one session: where the reader is, and what was before it.
///
/// It runs on the local Holocron only. Where it stands is kept in a file, so that it goes on in another session.
final class Tour: Sendable {
    private struct State {
        /// There is a person at a prompt, who can type the lines.
        var isAttended = false
        /// Counted from 1; nil while there is no tour.
        var step: Int?
        /// The step has not been shown yet.
        var isNew = false
        /// What is used again after it.
        var profile: String?
        var wantsToLeave = false
    }

    private let state = Mutex(State())

    func attend() { state.withLock { $0.isAttended = true } }

    var isAttended: Bool { state.withLock { $0.isAttended } }

    /// The number of the step that the reader is at.
    var step: Int? { state.withLock { $0.step } }

    /// The line that the step would have typed.
    func line(_ paths: Paths) -> String? { step.map { Tour.steps(paths)[$0 - 1].line } }

    static func steps(_ paths: Paths) -> [TourStep] { TourStep.all(script: quoted(scriptFile(paths))) }

    private static func scriptFile(_ paths: Paths) -> String { "\(paths.state)/tour.holo" }
    private static func placeFile(_ paths: Paths) -> String { "\(paths.state)/tour" }

    /// Goes to a step; the one where the reader was when none is named.
    /// - Throws: when the local Holocron cannot be used, or the script cannot be written.
    func begin(_ number: Int?, _ context: Context) throws(Stop) {
        _ = Folder.makePrivate(context.paths.state)
        let kept = (try? context.files.readText(Tour.placeFile(context.paths))).flatMap { Int($0) }
        let count = Tour.steps(context.paths).count
        let number = min(max(number ?? step ?? kept ?? 1, 1), count)
        let profile = context.connector.profile
        if !profile.isLocal {
            try context.connector.use("local")
            context.updateLocalBalance()
            context.host.note(
                "the tour is on the local Holocron with credits for practice; \(profile.name) comes back after it"
            )
        }
        guard Tour.write(TourStep.script, to: Tour.scriptFile(context.paths)) else {
            throw .failed(
                "FILE", "\(Tour.scriptFile(context.paths)) cannot be written",
                next: "!ls -ld \(quoted(context.paths.state))")
        }
        context.isPractising = true
        state.withLock { state in
            if !profile.isLocal { state.profile = profile.name }
            (state.step, state.isNew, state.wantsToLeave) = (number, true, false)
        }
    }

    /// Whether the step is to be shown now: once.
    func takeNew() -> Bool {
        state.withLock { state in
            defer { state.isNew = false }
            return state.isNew && state.step != nil
        }
    }

    /// The step is done.
    func advance(_ context: Context) {
        guard let step else { return }
        guard step < Tour.steps(context.paths).count else { return end(context, isFinished: true) }
        state.withLock { ($0.step, $0.isNew) = (step + 1, true) }
        _ = Tour.write("\(step + 1)", to: Tour.placeFile(context.paths))
    }

    /// Leaves the tour where it stands.
    func leave(_ context: Context) { end(context, isFinished: false) }

    private func end(_ context: Context, isFinished: Bool) {
        guard let step else { return }
        let profile = state.withLock { state in
            defer { state = State(isAttended: state.isAttended) }
            return state.profile
        }
        context.isPractising = false
        _ = Tour.write(isFinished ? "1" : "\(step)", to: Tour.placeFile(context.paths))
        if isFinished {
            context.host.note(
                "That was the tour. help language is the language, help sandbox the practice web.")
            context.host.note("With an account of yours: login. doctor looks whether all is in order.")
        } else {
            context.host.note("you left the tour at step \(step); tour goes on there")
        }
        guard let profile, context.connector.profile.isLocal else { return }
        try? context.connector.use(profile)
        context.balance = nil
        context.host.note("\(profile) is in use again")
    }

    /// Ctrl-C at the prompt: the second one in a row leaves.
    func interrupted(_ context: Context) {
        guard step != nil else { return }
        let leaves = state.withLock { state in
            defer { state.wantsToLeave = true }
            return state.wantsToLeave
        }
        if leaves {
            leave(context)
        } else {
            context.host.note("Ctrl-C again leaves the tour, and so does exit")
        }
    }

    func stay() { state.withLock { $0.wantsToLeave = false } }

    /// Written to a file of its reader's own, in a folder of their own.
    private static func write(_ text: String, to file: String) -> Bool {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)
        return unsafe Glibc.write(descriptor, &bytes, bytes.count) == bytes.count
    }
}
