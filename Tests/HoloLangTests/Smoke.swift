import Testing

@testable import HoloLang
