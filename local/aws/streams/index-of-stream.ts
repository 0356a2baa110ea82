// Why: dynoxide numbers a stream record by reading all those before it, so the fuller the laptop's table, the slower each write.
import { DatabaseSync } from 'node:sqlite'

/**
 * Gives dynoxide's own file the index that its numbering lacks; SQLite finds and keeps it by itself. The table must
 * exist. Does nothing where the file is not laid out as dynoxide 1.2 does it: then writes are slower, and still right.
 */
export const indexStream = (file: string): void => {
  const db = new DatabaseSync(file, { timeout: 5_000 })
  try {
    db.exec(
      'CREATE INDEX IF NOT EXISTS claw_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    )
  } catch (error) {
    console.warn(`The local table's stream could not be indexed, so writes slow down as it fills: ${error}`)
  } finally {
    db.close()
  }
}
