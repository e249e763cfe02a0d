import Testing

@testable import HolocronClient
