import GRDB
import HolocronAPI

/// The journal's tables. Migrations are only ever added.
enum JournalSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 jobs") { db in
            try db.execute(sql: jobs)
            try db.execute(sql: steps)
        }
        migrator.registerMigration("2 runs") { db in
            try db.execute(sql: runs)
            try identify(db)
        }
        migrator.registerMigration("3 places") { try $0.execute(sql: places) }
        migrator.registerMigration("4 ends") { try $0.execute(sql: ends) }
        return migrator
    }

    /// One row per submit. Times are milliseconds since 1970; `params`, `result` and `error` are JSON text.
    ///
    /// `intent` is written down before connecting, `sending` before the first byte leaves; `owner` is the process
    /// that does it (see `Owners`); `answered` is the status line of the last answer to the submit.
    private static let jobs = """
        CREATE TABLE job (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            server TEXT NOT NULL CHECK (server <> ''),
            id TEXT CHECK (length(id) BETWEEN 1 AND 128),
            poll_url TEXT,
            action TEXT NOT NULL,
            params TEXT NOT NULL,
            credential TEXT,
            state TEXT NOT NULL CHECK (state IN ('intent', 'sending', 'accepted', 'completed', 'failed',
                'rejected', 'not_sent', 'unknown')),
            owner INTEGER,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            answered INTEGER,
            request_id TEXT,
            price INTEGER CHECK (price >= 0),
            cost INTEGER,
            result TEXT,
            error TEXT,
            why TEXT,
            submitted INTEGER NOT NULL,
            finished INTEGER,
            CHECK (state <> 'accepted' OR id IS NOT NULL),
            CHECK (state NOT IN ('intent', 'sending') OR owner IS NOT NULL),
            CHECK ((state = 'completed') = (result IS NOT NULL)),
            CHECK (state NOT IN ('failed', 'rejected') OR error IS NOT NULL),
            CHECK (state NOT IN ('not_sent', 'unknown') OR why IS NOT NULL)
        ) STRICT;
        CREATE UNIQUE INDEX job_id ON job (server, id) WHERE id IS NOT NULL;
        CREATE INDEX job_open ON job (owner) WHERE state IN ('intent', 'sending');
        """

    /// The arrows of design §6, and no others: what is paid for can never become something to send again.
    private static let steps = """
        CREATE TRIGGER job_step BEFORE UPDATE OF state ON job
        WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES
            ('intent', 'sending'), ('intent', 'not_sent'),
            ('sending', 'accepted'), ('sending', 'completed'), ('sending', 'rejected'),
            ('sending', 'not_sent'), ('sending', 'unknown'),
            ('accepted', 'completed'), ('accepted', 'failed'),
            ('rejected', 'intent'), ('not_sent', 'intent'),
            ('unknown', 'accepted'), ('unknown', 'completed'), ('unknown', 'failed'))
        BEGIN
            SELECT RAISE(ABORT, 'a job cannot take this step');
        END;
        CREATE TRIGGER job_kept BEFORE DELETE ON job
        WHEN OLD.state IN ('sending', 'accepted', 'unknown')
        BEGIN
            SELECT RAISE(ABORT, 'a job that may be paid for is kept');
        END;
        """

    /// A run of a script, and by what its submits are known again: `keys` are those of the loops around one, `identity`
    /// is the request (see `TaskRequest.identity`), `occurrence` counts equal ones and is NULL where a later row has
    /// taken the place of one whose outcome is not known.
    ///
    /// `sent` is when the last attempt connected, `took` how many milliseconds the job ran, `seen` is 0 from the end
    /// of a job until someone is told of it. `balance` is what the last 402 of a server said.
    private static let runs = """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 8),
            server TEXT NOT NULL CHECK (server <> ''),
            script TEXT NOT NULL CHECK (script <> ''),
            arguments TEXT NOT NULL,
            text TEXT,
            owner INTEGER,
            started INTEGER NOT NULL,
            finished INTEGER,
            exit INTEGER,
            CHECK ((finished IS NULL) = (exit IS NULL))
        ) STRICT;
        CREATE TABLE balance (
            server TEXT PRIMARY KEY CHECK (server <> ''),
            amount INTEGER NOT NULL,
            seen INTEGER NOT NULL
        ) STRICT;
        ALTER TABLE job ADD COLUMN run TEXT REFERENCES run (id);
        ALTER TABLE job ADD COLUMN keys TEXT;
        ALTER TABLE job ADD COLUMN identity TEXT;
        ALTER TABLE job ADD COLUMN occurrence INTEGER
            CHECK (occurrence IS NULL OR (run IS NOT NULL AND keys IS NOT NULL AND identity IS NOT NULL));
        ALTER TABLE job ADD COLUMN sent INTEGER;
        ALTER TABLE job ADD COLUMN took INTEGER;
        ALTER TABLE job ADD COLUMN seen INTEGER;
        CREATE UNIQUE INDEX job_slot ON job (run, keys, identity, occurrence) WHERE occurrence IS NOT NULL;
        CREATE INDEX job_run ON job (run, state, cost) WHERE run IS NOT NULL;
        CREATE INDEX job_same ON job (server, identity) WHERE identity IS NOT NULL;
        CREATE INDEX job_took ON job (server, action, number, took) WHERE took IS NOT NULL;
        CREATE INDEX job_unknown ON job (server, number) WHERE state = 'unknown';
        CREATE INDEX job_accepted ON job (server, number) WHERE state = 'accepted';
        CREATE INDEX job_unseen ON job (server, number) WHERE seen = 0;
        """

    /// A run is counted by this index alone, however large its results are.
    private static let places = """
        DROP INDEX job_run;
        CREATE INDEX job_run ON job (run, state, cost, occurrence) WHERE run IS NOT NULL;
        """

    /// Whether a run came to an end that it chose itself, whatever the exit code.
    private static let ends = "ALTER TABLE run ADD COLUMN ended INTEGER NOT NULL DEFAULT 0"

    /// Jobs of before there were runs are known again too: "you already paid for this".
    private static func identify(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT number, action, params, credential FROM job WHERE attempts > 0")
        while let row = try rows.next() {
            guard let params = try? JSON(parsing: row["params"] as String) else { continue }
            let request = TaskRequest(action: row["action"], params: params, credential: row["credential"])
            try db.execute(
                sql: "UPDATE job SET identity = ? WHERE number = ?",
                arguments: [request.identity, row["number"] as Int64])
        }
    }
}

extension TaskRequest {
    /// Equal for requests that ask for the same: the body with its keys sorted.
    var identity: String { json.canonical.encoded() }
}
