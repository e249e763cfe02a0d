/// Lets a form change something only if one of this service's own pages had it; where it was sent from is checked before.
struct FormGuard: Sendable {
    /// Goes into every form; new at each start.
    let token: String = .newID()

    func check(_ form: FormFields) throws(Problem) {
        guard form["token"]?.isEqualInConstantTime(to: token) == true else {
            throw .forbidden("This form is from before the last start. Load the page again.")
        }
    }
}
