// The SQLite tables of the emulator and every statement on them; nothing that a restart needs lives elsewhere.
import type { DatabaseSync } from 'node:sqlite'
import type { Branch, Execution, HistoryEvent, NewBranch, NewExecution, StateMachine, Timer } from './rows.ts'

const schema = `
CREATE TABLE IF NOT EXISTS sfn_machines (
  arn TEXT PRIMARY KEY, name TEXT NOT NULL, roleArn TEXT NOT NULL, createdAt INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sfn_revisions (
  id INTEGER PRIMARY KEY, machine TEXT NOT NULL REFERENCES sfn_machines, definition TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS sfn_revisions_machine ON sfn_revisions (machine, id);
CREATE TABLE IF NOT EXISTS sfn_executions (
  id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, revision INTEGER NOT NULL REFERENCES sfn_revisions,
  name TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL, state TEXT NOT NULL, startedAt INTEGER NOT NULL,
  stoppedAt INTEGER, output TEXT, error TEXT, cause TEXT, events INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS sfn_executions_machine ON sfn_executions (machine, status, id);
CREATE INDEX IF NOT EXISTS sfn_executions_stopped ON sfn_executions (stoppedAt) WHERE stoppedAt IS NOT NULL;
CREATE TABLE IF NOT EXISTS sfn_branches (
  id INTEGER PRIMARY KEY AUTOINCREMENT, execution INTEGER NOT NULL REFERENCES sfn_executions ON DELETE CASCADE,
  parent INTEGER REFERENCES sfn_branches ON DELETE CASCADE, position INTEGER NOT NULL, item TEXT, state TEXT NOT NULL,
  enteredAt INTEGER NOT NULL, input TEXT NOT NULL, phase TEXT NOT NULL, retries TEXT NOT NULL DEFAULT '[]', attempt TEXT, request TEXT,
  output TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS sfn_branches_execution ON sfn_branches (execution);
CREATE INDEX IF NOT EXISTS sfn_branches_parent ON sfn_branches (parent);
CREATE INDEX IF NOT EXISTS sfn_branches_invoking ON sfn_branches (id) WHERE phase = 'invoking';
CREATE TABLE IF NOT EXISTS sfn_timers (
  branch INTEGER NOT NULL REFERENCES sfn_branches ON DELETE CASCADE, kind TEXT NOT NULL, due INTEGER NOT NULL,
  interval INTEGER NOT NULL, PRIMARY KEY (branch, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sfn_timers_due ON sfn_timers (due, branch);
CREATE TABLE IF NOT EXISTS sfn_tokens (
  token TEXT PRIMARY KEY, branch INTEGER NOT NULL, execution INTEGER NOT NULL REFERENCES sfn_executions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sfn_tokens_execution ON sfn_tokens (execution);
CREATE TABLE IF NOT EXISTS sfn_history (
  execution INTEGER NOT NULL REFERENCES sfn_executions ON DELETE CASCADE, id INTEGER NOT NULL, at INTEGER NOT NULL,
  type TEXT NOT NULL, details TEXT NOT NULL, PRIMARY KEY (execution, id)
) STRICT, WITHOUT ROWID;
`

export type Tables = ReturnType<typeof openTables>

/** Makes the tables if they are not there. The caller owns `db`, its journal mode and its closing. */
export function openTables(db: DatabaseSync) {
  db.exec(schema)
  const one = <T extends object>(sql: string) => {
    const statement = db.prepare(sql)
    return (...values: (string | number | null)[]) => statement.get(...values) as T | undefined
  }
  const all = <T extends object>(sql: string) => {
    const statement = db.prepare(sql)
    return (...values: (string | number | null)[]) => statement.all(...values) as T[]
  }
  const run = <T extends object>(sql: string) => {
    const statement = db.prepare(sql)
    statement.setAllowUnknownNamedParameters(true)
    return (row: T) => Number(statement.run(row as Record<string, string | number | null>).lastInsertRowid)
  }
  const insert = <Row extends object, T>(sql: string) => {
    const statement = db.prepare(sql)
    return (row: Row) => statement.get(row as Record<string, string | number | null>) as T
  }
  const machine = `SELECT m.*, r.id AS revision, r.definition, r.at AS updatedAt
    FROM sfn_machines m JOIN sfn_revisions r ON r.machine = m.arn`

  return {
    /** Runs `work` in one transaction; when it throws, nothing of it has happened. */
    transaction<T>(work: () => T): T {
      db.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },

    machine: one<StateMachine>(`${machine} WHERE m.arn = ? ORDER BY r.id DESC LIMIT 1`),
    addMachine: run<Pick<StateMachine, 'arn' | 'name' | 'roleArn' | 'createdAt'>>(
      'INSERT INTO sfn_machines VALUES (:arn, :name, :roleArn, :createdAt)',
    ),
    setRole: run<Pick<StateMachine, 'arn' | 'roleArn'>>(
      'UPDATE sfn_machines SET roleArn = :roleArn WHERE arn = :arn',
    ),
    addRevision: run<{ machine: string; definition: string; at: number }>(
      'INSERT INTO sfn_revisions (machine, definition, at) VALUES (:machine, :definition, :at)',
    ),
    revision: one<Pick<StateMachine, 'definition'>>('SELECT definition FROM sfn_revisions WHERE id = ?'),

    execution: one<Execution>('SELECT * FROM sfn_executions WHERE id = ?'),
    executionByArn: one<Execution>('SELECT * FROM sfn_executions WHERE arn = ?'),
    newestExecutions: all<Execution>('SELECT * FROM sfn_executions ORDER BY id DESC LIMIT ?'),
    executionsBefore: all<Execution>(
      `SELECT * FROM sfn_executions WHERE machine = ?1 AND (?2 IS NULL OR status = ?2) AND id < ?3
       ORDER BY id DESC LIMIT ?4`,
    ),
    addExecution: insert<NewExecution, Execution>(
      `INSERT INTO sfn_executions (arn, machine, revision, name, input, status, state, startedAt)
       VALUES (:arn, :machine, :revision, :name, :input, 'RUNNING', :state, :startedAt) RETURNING *`,
    ),
    saveExecution: run<Execution>(
      `UPDATE sfn_executions SET status = :status, state = :state, stoppedAt = :stoppedAt, output = :output,
       error = :error, cause = :cause, events = :events WHERE id = :id`,
    ),
    removeExecutionsStoppedBefore: run<{ before: number }>(
      'DELETE FROM sfn_executions WHERE stoppedAt < :before',
    ),

    branch: one<Branch>('SELECT * FROM sfn_branches WHERE id = ?'),
    children: all<Branch>('SELECT * FROM sfn_branches WHERE parent = ? ORDER BY position'),
    invoking: all<Branch>("SELECT * FROM sfn_branches WHERE phase = 'invoking' ORDER BY id"),
    addBranch: insert<NewBranch, Branch>(
      `INSERT INTO sfn_branches (execution, parent, position, item, state, enteredAt, input, phase)
       VALUES (:execution, :parent, :position, :item, :state, :enteredAt, :input, :phase) RETURNING *`,
    ),
    saveBranch: run<Branch>(
      `UPDATE sfn_branches SET state = :state, enteredAt = :enteredAt, input = :input, phase = :phase, retries = :retries,
       attempt = :attempt, request = :request, output = :output WHERE id = :id`,
    ),
    removeBranches: run<{ execution: number }>('DELETE FROM sfn_branches WHERE execution = :execution'),
    removeChildren: run<{ parent: number }>('DELETE FROM sfn_branches WHERE parent = :parent'),

    addToken: run<{ token: string; branch: number; execution: number }>(
      'INSERT INTO sfn_tokens VALUES (:token, :branch, :execution)',
    ),
    token: one<{ branch: number }>('SELECT branch FROM sfn_tokens WHERE token = ?'),

    setTimer: run<Timer>('INSERT OR REPLACE INTO sfn_timers VALUES (:branch, :kind, :due, :interval)'),
    heartbeat: one<Timer>("SELECT * FROM sfn_timers WHERE branch = ? AND kind = 'heartbeat'"),
    firstTimer: one<Timer>('SELECT * FROM sfn_timers ORDER BY due, branch LIMIT 1'),
    removeTimer: run<Pick<Timer, 'branch' | 'kind'>>(
      'DELETE FROM sfn_timers WHERE branch = :branch AND kind = :kind',
    ),
    /** All but the limit on the whole execution, which outlives every state. */
    clearStateTimers: run<{ branch: number }>(
      "DELETE FROM sfn_timers WHERE branch = :branch AND kind <> 'execution'",
    ),

    addEvent: run<HistoryEvent & { execution: number }>(
      'INSERT INTO sfn_history VALUES (:execution, :id, :at, :type, :details)',
    ),
    eventsAfter: all<HistoryEvent>(
      'SELECT * FROM sfn_history WHERE execution = ? AND id > ? ORDER BY id LIMIT ?',
    ),
    eventsBefore: all<HistoryEvent>(
      'SELECT * FROM sfn_history WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?',
    ),
  }
}
