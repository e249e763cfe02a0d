import Testing

@testable import HolocronJobs
