import HolocronAPI

extension DemoSite {
    /// Videos, channels and comments; every page brings its data in a script.
    static let youtube = DemoSite(
        host: "www.youtube.com",
        guide: [
            ("https://www.youtube.com/results?search_query=swift", "search over 400 videos"),
            ("https://www.youtube.com/watch?v=VIDEO_ID", "a video; the ids are those of the search"),
            ("https://www.youtube.com/comments?v=VIDEO_ID", "its comments"),
            ("https://www.youtube.com/channel/CHANNEL_ID", "a channel with its videos"),
        ]
    ) { request in
        switch request.segments.first {
        case "results": return Videos.search(request)
        case "watch": return Videos.shelf[request.query["v"] ?? ""].map { Videos.reply($0) }
        case "comments": return Videos.shelf[request.query["v"] ?? ""].map { Videos.comments($0, request) }
        case "channel": return Videos.channel(request.segments.last ?? "")
        default: return nil
        }
    }
}

private enum Videos {
    static let shelf = Shelf("video", 400, id: "video_id", searched: ["title", "channel"]) { _, _, random in
        let id = random.code(11, of: "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_")
        let channel = random.number(0..<channels.count)
        let (minutes, seconds) = (random.number(0...59), random.number(10...59))
        return [
            "video_id": .string(id), "title": .string(DemoWords.subject(&random)),
            "channel": .string(channels[channel]), "channel_id": .string(channelID(channel)),
            "views": .string("\(random.number(120...9_000_000).grouped) views"),
            "published": .string("\(random.number(2...11)) months ago"),
            "duration": .string("\(minutes):\(seconds)"),
            "thumbnail": .string("https://i.ytimg.example/vi/\(id)/hq720.jpg"),
            "url": .string("https://www.youtube.com/watch?v=\(id)"),
            "description": .string(DemoWords.remark(&random)),
            "likes": .string(random.number(3...90_000).grouped),
            "keywords": .array([
                .string(random.pick(DemoWords.things)), .string(random.pick(DemoWords.languages)),
            ]),
        ]
    }

    private static let channels = [
        "Byte Sized", "The Compiler Room", "Shell & Co", "Data Diary", "Lanternfish Labs", "Kofi Codes",
    ]

    private static func channelID(_ number: Int) -> String {
        var random = SeededRandom("channel \(number)")
        return "UC" + random.code(22)
    }

    static func reply(_ data: JSON) -> DemoReply {
        .embedded("\(data["title"]?.text ?? "Videos") - YouTube (demo)", "ytInitialData", data)
    }

    static func search(_ request: DemoRequest) -> DemoReply {
        let query = request.query["search_query"] ?? ""
        let found = shelf.search(query)
        let shown = found.page(1, of: request.number("limit", 20)).map(\.asResult)
        return reply([
            "query": .string(query), "results": .integer(Int64(found.count)), "videos": .array(shown),
        ])
    }

    static func channel(_ id: String) -> DemoReply? {
        guard
            let number = channels.indices.first(where: { channelID($0) == id })
                ?? (Trouble(id) == nil ? nil : 0)
        else { return nil }
        var random = SeededRandom("channel page \(number)")
        let videos = shelf.items.filter { $0["channel"] == .string(channels[number]) }
        return reply([
            "channel_id": .string(id),
            "title": .string(id == Trouble.hostileName ? Trouble.hostileText : channels[number]),
            "handle": .string("@" + channels[number].lowercased().filter(\.isLetter)),
            "subscribers": .string("\(random.number(100...900))K subscribers"),
            "video_count": .string("\(videos.count) videos"),
            "description": .string(DemoWords.remark(&random)),
            "videos": .array(videos.prefix(30).map(\.asResult)),
        ])
    }

    /// Every third comment has a reply behind it.
    static func comments(_ video: JSON, _ request: DemoRequest) -> DemoReply {
        let id = video["video_id"]?.text ?? ""
        let hasReplies = request.query["include_replies"] != "false"
        var comments: [JSON] = []
        for number in 1...80 {
            let isReply = number % 4 == 0
            if isReply && !hasReplies { continue }
            comments.append(comment(id, number, parent: isReply ? comments.last?["comment_id"] : nil))
        }
        if request.query["sort"] == "new" { comments.reverse() }
        return reply([
            "video_id": .string(id), "comments": .array(comments.page(1, of: request.number("limit", 20))),
        ])
    }

    private static func comment(_ video: String, _ number: Int, parent: JSON?) -> JSON {
        var random = SeededRandom("video \(video) comment \(number)")
        return [
            "comment_id": .string("Ug" + random.code(20)), "author": .string("@" + DemoWords.handle(&random)),
            "text": .string(DemoWords.remark(&random)), "likes": .string(String(random.number(0...400))),
            "published": .string("\(random.number(2...11)) days ago"),
            "reply_count": .integer(number % 4 == 3 ? 1 : 0), "parent_id": parent ?? .null,
            "depth": .integer(parent == nil ? 0 : 1),
        ]
    }
}

extension JSON {
    fileprivate var asResult: JSON {
        only(
            "video_id", "title", "channel", "channel_id", "views", "published", "duration", "thumbnail", "url"
        )
    }
}
