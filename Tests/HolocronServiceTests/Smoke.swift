import Testing

@testable import HolocronService
