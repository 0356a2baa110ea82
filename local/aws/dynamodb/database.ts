// Why: everything the emulators must still know after a crash lives in one SQLite file, and one process owns it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface LocalDatabase {
  db: DatabaseSync
  close(): void
}

/**
 * Opens the emulators' database in `dataDir` and claims the directory for this process.
 * The claim is a lock of the operating system, so it ends with the process however that dies.
 */
export function openDatabase(dataDir: string): LocalDatabase {
  mkdirSync(dataDir, { recursive: true })
  const claim = claimDirectory(dataDir)
  const db = new DatabaseSync(join(dataDir, 'local.sqlite'))
  // NORMAL under WAL survives kill -9; only a power cut may lose the last commits, which a laptop can bear.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
  return {
    db,
    close: () => {
      db.close()
      claim.close()
    },
  }
}

function claimDirectory(dataDir: string): DatabaseSync {
  const claim = new DatabaseSync(join(dataDir, 'claim.sqlite'))
  try {
    claim.exec('BEGIN EXCLUSIVE')
    return claim
  } catch (cause) {
    claim.close()
    throw new Error(
      `Another claw-control is running on ${dataDir}: stop it, or set CLAW_DATA_DIR to another directory.`,
      { cause },
    )
  }
}
