import Testing

@testable import HoloShell
