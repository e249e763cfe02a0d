import GRDB

/// The journal's tables. Migrations are only ever added.
enum JournalSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 jobs") { db in
            try db.execute(sql: jobs)
            try db.execute(sql: steps)
        }
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
}
