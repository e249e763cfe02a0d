import HolocronAPI
import HolocronJobs

extension Context {
    /// The credits were taken.
    func charge(_ job: Job) {
        if updateLocalBalance() { return }
        if let balance, let cost = job.cost { self.balance = balance - cost }
    }

    /// The job ended; a failed one gave its credits back.
    func settle(_ job: Job) {
        if !updateLocalBalance(), job.state == .failed { balance = nil }
    }

    /// A 402 is the one place where the API says what the account has.
    func noteBalance(in error: JobsError) {
        if case .credits(let error) = error, let balance = error.balance { self.balance = balance }
    }

    /// The local Holocron can be asked.
    @discardableResult
    package func updateLocalBalance() -> Bool {
        guard connector.profile.isLocal, let balance = connector.local?.balance() else { return false }
        self.balance = balance
        return true
    }
}
