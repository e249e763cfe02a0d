import Testing

@testable import HoloRuntime
