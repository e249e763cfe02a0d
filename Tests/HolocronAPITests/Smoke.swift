import Testing

@testable import HolocronAPI
