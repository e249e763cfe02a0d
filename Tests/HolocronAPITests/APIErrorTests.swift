import HolocronAPI
import Testing

/// Every error shape of contract §5.
struct APIErrorTests {
    static func read(_ text: String, status: Int = 400) throws -> APIError? {
        APIError(status: status, body: try JSON(parsing: text))
    }

    @Test(arguments: [
        (
            #"{"status":"error","error":{"code":"NOT_FOUND","message":"Job not found"}}"#, "NOT_FOUND",
            "Job not found"
        ),
        (#"{"error":{"code":"not_found","message":"gone"}}"#, "NOT_FOUND", "gone"),
        (#"{"error":{"code":"NOT_FOUND"}}"#, "NOT_FOUND", "NOT_FOUND"),
        (#"{"error":{"message":"no code"}}"#, "HTTP_400", "no code"),
        (#"{"error":{"code":42,"message":"no text"}}"#, "HTTP_400", "no text"),
        (#"{"error":{"code":"X","message":["a","b"]}}"#, "X", "a; b"),
        (#"{"error":"rate_limit_exceeded","message":"Too many"}"#, "RATE_LIMIT_EXCEEDED", "Too many"),
        (#"{"error":"Invalid key","code":"validation_error"}"#, "VALIDATION_ERROR", "Invalid key"),
        (#"{"error":"Invalid API key provided"}"#, "HTTP_400", "Invalid API key provided"),
        (#"{"error":"unauthorized"}"#, "UNAUTHORIZED", "unauthorized"),
        (#"{"statusCode":400,"message":"bad"}"#, "HTTP_400", "bad"),
        (
            #"{"statusCode":400,"message":["a must be text","b is missing"]}"#, "HTTP_400",
            "a must be text; b is missing"
        ),
        (#"{"statusCode":400,"message":["a"],"error":"Bad Request"}"#, "HTTP_400", "a"),
    ])
    func `each shape is read`(text: String, code: String, message: String) throws {
        let error = try #require(try APIErrorTests.read(text))
        #expect(error.status == 400)
        #expect(error.code == code)
        #expect(error.message == message)
    }

    @Test(arguments: [
        "{}", "[]", "null", #""error""#, #"{"message":"no"}"#, #"{"status":"error"}"#, #"{"error":null}"#,
        #"{"error":{}}"#, #"{"error":[]}"#, #"{"error":true}"#, #"{"statusCode":400}"#,
        #"{"statusCode":"400","message":"x"}"#,
    ])
    func `anything else is no error of the API`(text: String) throws {
        #expect(try APIErrorTests.read(text) == nil)
    }

    @Test func `the optional fields are read in both shapes`() throws {
        let fields = """
            "connect_url":"/c","balance":2,"required":5,"missing_fields":["a","b"],"details":{"k":1}
            """
        for text in [
            #"{"error":{"code":"X","message":"m",\#(fields)}}"#, #"{"error":"X","message":"m",\#(fields)}"#,
        ] {
            let error = try #require(try APIErrorTests.read(text, status: 402))
            #expect(error.connectURL == "/c")
            #expect(error.balance == 2)
            #expect(error.required == 5)
            #expect(error.missingFields == ["a", "b"])
            #expect(error.details == ["k": 1])
        }
    }

    @Test func `fields of another type are as if they were not there`() throws {
        let text =
            #"{"error":{"code":"X","message":"m","connect_url":1,"balance":"2","required":[],"missing_fields":"a"}}"#
        let error = try #require(try APIErrorTests.read(text))
        #expect(error == APIError(status: 400, code: "X", message: "m"))
    }
}
