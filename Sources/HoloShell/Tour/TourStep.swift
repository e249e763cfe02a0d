/// One stop of the tour: what it shows, and the line to type.
struct TourStep: Sendable {
    /// What a step works with, that one before it has made.
    enum Need: Sendable {
        case nothing
        /// The search is the last job and is finished.
        case search
        /// `$found` has the products of the search.
        case products
    }

    let title: String
    let text: String
    let line: String
    var need = Need.nothing
    /// Also done when the line was stopped with Ctrl-C.
    var isForCtrlC = false

    private static let search = "am_search_products query=headphones limit=5"

    /// What is run again where a step is begun without those before it; a search of today is not paid for again.
    static let preparation = [
        "run \(search) --reuse", "let found = $last.result.products",
    ]

    /// In order. `script` is the file that has ``script``.
    static func all(script: String) -> [TourStep] {
        beginning + values + lasting + scripts(quotedFile: script)
    }

    private static let beginning = [
        TourStep(
            title: "actions",
            text: """
                An action does one thing on one web site for a fixed price in credits. This lists those that have to do \
                with products. Type the line, or press Enter and it is run for you.
                """,
            line: "actions product"),
        TourStep(
            title: "describe",
            text: """
                What one of them takes and costs, with an example to paste. Tab completes commands, actions and \
                parameters as you type.
                """,
            line: "describe am_search_products"),
        TourStep(
            title: "submit",
            text: """
                submit sends it as a job. The credits are taken at once, here one of those for practice; a job that \
                fails gives them back. You have the job before it is finished.
                """,
            line: "submit \(search)"),
        TourStep(
            title: "await",
            text: """
                await waits for a job and gives its result. $last is always the job that was submitted last. run does \
                both in one: submit and await.
                """,
            line: "await $last", need: .search),
    ]

    private static let values = [
        TourStep(
            title: "paths",
            text: """
                A path looks into a value: .name takes a field, [0] an item, [-1] the last one. Inside \
                "double quotes" a path stands for its value.
                """,
            line: "print $last.result.products[0].title", need: .search),
        TourStep(
            title: "variables",
            text: "let gives a value a name, which it has as long as the session lasts. vars lists them.",
            line: "let found = $last.result.products", need: .search),
        TourStep(
            title: "tables",
            text: """
                A list of records is a table, and | hands it on: where keeps the rows for which something holds, sort \
                orders them, select takes columns. save found.csv would write it to a file.
                """,
            line: "$found | where price < 150 | sort price | select title, price, rating", need: .products),
        TourStep(
            title: "for",
            text: """
                for does the same with each row. Its budget is what all of that may cost: what would go over it is \
                not sent. parallel 2 has two jobs running at a time.
                """,
            line: "for p in $found parallel 2 budget 10cr { run am_product_details asin=$p.asin }",
            need: .products),
    ]

    private static let lasting = [
        TourStep(
            title: "Ctrl-C",
            text: """
                This page takes 20 seconds. Press Ctrl-C while it is waited for: the waiting ends, the job goes on, and \
                nothing that you paid for is lost.
                """,
            line: "run li_profile_scrape profile_url=https://www.linkedin.com/in/slow-20", isForCtrlC: true),
        TourStep(
            title: "jobs",
            text: """
                jobs lists what was submitted, in other sessions too. await and an id from the list picks one up again, \
                tomorrow as well.
                """,
            line: "jobs"),
    ]

    private static func scripts(quotedFile file: String) -> [TourStep] {
        [
            TourStep(
                title: "plan",
                text: """
                    The same lines in a file are a script. It is checked whole before anything runs, and plan says what \
                    it would cost and sends nothing. This one was put there for you.
                    """,
                line: "plan \(file)"),
            TourStep(
                title: "scripts",
                text: """
                    include runs a script here. From your own shell it is holo --local and the file's name. A script that \
                    was stopped goes on with resume, and pays for nothing twice.
                    """,
                line: "include \(file)"),
        ]
    }

    /// What the file of the last steps holds.
    static let script = """
        # The cheapest of a search. --reuse takes the job that did the same today.
        budget 5cr
        let shop = run \(search) --reuse
        $shop.products | sort price | take 3 | select title, price

        """
}
