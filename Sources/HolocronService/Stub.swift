import Hummingbird
import Mustache
import Yams
import GRDB
let r = Router()
