import HoloLang
import HolocronJobs

/// How a loop runs its rows: what its clauses say.
struct BatchPlan: Sendable {
    var atOnce = 1
    var pacer: Pacer?
    var budget: Budget?
    var onError: OnError
    /// The loop in the text.
    var place: Failure.Place
}
