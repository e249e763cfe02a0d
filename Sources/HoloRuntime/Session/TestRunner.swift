/// Takes the tests of a script, one after the other.
package protocol TestRunner: Sendable {
    /// Runs one test. What fails in it ends it, not the script.
    func run(_ name: String, _ body: () throws(Stop) -> Void) throws(Stop)
}
