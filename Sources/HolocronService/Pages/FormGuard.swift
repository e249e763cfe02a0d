import Hummingbird

/// Lets a form change something only if one of this service's own pages sent it.
struct FormGuard: Sendable {
    /// Goes into every form; new at each start.
    let token: String = .newID()

    func check(_ form: FormFields, _ request: Request, _ visit: Visit) throws(Problem) {
        guard visit.isFromOwnPages(request) else { throw .forbidden("This form came from another site.") }
        guard form["token"]?.isEqualInConstantTime(to: token) == true else {
            throw .forbidden("This form is from before the last start. Load the page again.")
        }
    }
}
