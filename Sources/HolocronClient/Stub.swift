import AsyncHTTPClient
import HolocronAPI
public let stub: Int32 = 0
let client = HTTPClient.shared
