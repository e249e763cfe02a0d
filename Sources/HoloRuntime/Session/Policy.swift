/// What a program may do, as its user said when it was started.
package struct Policy: Sendable {
    /// `--budget`, in credits.
    package var budget: Int?
    /// `--resend-unknown`: what may have been paid for is sent again.
    package var resendsUnknown = false
    /// Somebody is there to be asked whether the same is to be paid again.
    package var offersPaid = false
    /// `--safe`: no other programs, and no file is written outside of the folder it was started in.
    package var isSafe = false

    package init() {}
}
