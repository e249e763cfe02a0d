import GRDB
import HolocronClient
let queue: DatabaseQueue? = nil
