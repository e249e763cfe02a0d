import Testing

@testable import HoloTerm
