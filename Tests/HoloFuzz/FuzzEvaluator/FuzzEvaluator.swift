import EvaluatorFuzz

/// libFuzzer's own main function; it gives an exit code.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>, _ words: UnsafeMutablePointer<UnsafeMutablePointer<Words>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

private typealias Words = UnsafeMutablePointer<CChar>?

/// What the package manager makes the main function of this program.
@_cdecl("FuzzEvaluator_main")
func main(_ count: Int32, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32 {
    var (count, words) = (count, Optional(words))
    return runDriver(&count, &words) { start, size in
        let bytes = Array(UnsafeBufferPointer(start: start, count: size))
        if let fault = EvaluatorCheck.fault(bytes) { fatalError(fault) }
        return 0
    }
}
