import GRDB

/// The tables, and the money rules that no code can get around.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 settings, identities, jobs") { db in
            try db.execute(sql: tables)
        }
        migrator.registerMigration("2 ledger") { db in
            try db.execute(sql: ledger)
        }
        migrator.registerMigration("3 records of the demo web, idempotency keys") { db in
            try db.execute(sql: records)
        }
        migrator.registerMigration("4 leases, webhooks") { db in
            try db.execute(
                sql: "ALTER TABLE job ADD COLUMN leased INTEGER; ALTER TABLE job ADD COLUMN webhook TEXT")
        }
        return migrator
    }

    private static let records = """
        CREATE TABLE demo_record (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            shelf TEXT NOT NULL,
            job TEXT UNIQUE REFERENCES job (id),
            value TEXT NOT NULL CHECK (json_valid(value))
        ) STRICT;
        CREATE INDEX demo_record_shelf ON demo_record (shelf, number);

        CREATE TABLE idempotency (
            key TEXT PRIMARY KEY NOT NULL,
            request TEXT NOT NULL,
            job TEXT NOT NULL REFERENCES job (id),
            created INTEGER NOT NULL
        ) STRICT;
        """

    private static let tables = """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT;

        CREATE TABLE identity (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            site TEXT NOT NULL,
            name TEXT NOT NULL,
            is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
            created INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX identity_default ON identity (site) WHERE is_default = 1;

        CREATE TABLE credential (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            identity TEXT NOT NULL REFERENCES identity (id),
            status TEXT NOT NULL CHECK (status IN ('active', 'expired')),
            created INTEGER NOT NULL,
            used INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX credential_active ON credential (identity) WHERE status = 'active';

        CREATE TABLE job (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            site TEXT NOT NULL,
            action TEXT NOT NULL,
            params TEXT NOT NULL CHECK (json_valid(params)),
            credential TEXT REFERENCES credential (id),
            price INTEGER NOT NULL CHECK (price >= 0),
            status TEXT NOT NULL DEFAULT 'queued'
                CHECK (status IN ('queued', 'running', 'completed', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            created INTEGER NOT NULL,
            started INTEGER,
            finished INTEGER,
            result TEXT,
            error_code TEXT,
            error_message TEXT,
            CHECK ((status = 'completed') = (result IS NOT NULL)),
            CHECK ((status = 'failed') = (error_code IS NOT NULL AND error_message IS NOT NULL)),
            CHECK ((status IN ('completed', 'failed')) = (finished IS NOT NULL))
        ) STRICT;
        CREATE INDEX job_unfinished ON job (status, number) WHERE status IN ('queued', 'running');

        CREATE TRIGGER job_end_is_final BEFORE UPDATE ON job
        WHEN OLD.status IN ('completed', 'failed')
        BEGIN SELECT RAISE(ABORT, 'a finished job does not change'); END;
        """

    private static let ledger = """
        CREATE TABLE ledger (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('grant', 'debit', 'refund')),
            job TEXT REFERENCES job (id),
            amount INTEGER NOT NULL,
            balance INTEGER NOT NULL CHECK (balance >= 0),
            created INTEGER NOT NULL,
            UNIQUE (job, kind),
            CHECK ((kind = 'grant') = (job IS NULL)),
            CHECK (CASE kind WHEN 'debit' THEN amount <= 0 ELSE amount >= 0 END)
        ) STRICT;

        CREATE TRIGGER ledger_adds_up BEFORE INSERT ON ledger
        WHEN NEW.balance IS NOT
            NEW.amount + coalesce((SELECT balance FROM ledger ORDER BY number DESC LIMIT 1), 0)
        BEGIN SELECT RAISE(ABORT, 'the balance does not follow from the entry before'); END;

        CREATE TRIGGER ledger_debits_the_price BEFORE INSERT ON ledger
        WHEN NEW.kind = 'debit' AND NEW.amount IS NOT (SELECT -price FROM job WHERE id = NEW.job)
        BEGIN SELECT RAISE(ABORT, 'a debit is the price of its job'); END;

        CREATE TRIGGER ledger_refunds_failures BEFORE INSERT ON ledger
        WHEN NEW.kind = 'refund' AND NEW.amount IS NOT (
            SELECT -debit.amount FROM ledger AS debit JOIN job ON job.id = debit.job
            WHERE debit.job = NEW.job AND debit.kind = 'debit' AND job.status = 'failed')
        BEGIN SELECT RAISE(ABORT, 'a refund is the debit of a failed job'); END;

        CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

        CREATE TRIGGER ledger_is_never_cut BEFORE DELETE ON ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        """
}
