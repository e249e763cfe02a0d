/// What a program may do with credits, as its user said when it was started.
package struct MoneyPolicy: Sendable {
    /// `--budget`, in credits.
    package var budget: Int?
    /// `--resend-unknown`: what may have been paid for is sent again.
    package var resendsUnknown = false
    /// Somebody is there to be asked whether the same is to be paid again.
    package var offersPaid = false

    package init() {}
}
