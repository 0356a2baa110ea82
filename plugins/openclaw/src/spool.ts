// A queue that is also on disk: one JSON line per parcel, so that an outage or a crash loses nothing that was put.
import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'

export interface SpoolOptions {
  directory: string
  maxBytes: number
  log: (message: string) => void
  /** Told how many parcels found no room, once there is room again. */
  onDropped: (count: number) => void
}

interface Entry<T> {
  parcel: T
  line: string
}

/** Rewriting the file costs; it is worth it once this much of it was delivered. */
const compactBytes = 1_048_576

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const entriesOf = <T>(text: string): Entry<T>[] =>
  text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [{ parcel: JSON.parse(line) as T, line: `${line}\n` }]
    } catch {
      return [] // the line that a crash cut short
    }
  })

const bytesOf = (entries: readonly Entry<unknown>[]): number =>
  entries.reduce((sum, { line }) => sum + Buffer.byteLength(line), 0)

/** Each queue writes its own file, so that a second one (a command beside the gateway) cannot clear the first one's. */
export const createSpool = <T>({ directory, maxBytes, log, onDropped }: SpoolOptions) => {
  const ownName = `outbox-${process.pid}-${randomUUID().slice(0, 8)}.jsonl`
  const file = join(directory, ownName)
  let entries: Entry<T>[] = []
  let waitingBytes = 0
  let deliveredBytes = 0
  let dropped = 0

  /** One write at a time; a disk that fails must not stop the agent, so it is said and memory goes on alone. */
  let work: Promise<unknown> = mkdir(directory, { recursive: true, mode: 0o700 })
  const then = (write: () => Promise<unknown>): Promise<unknown> => {
    work = work.then(write).catch((error: Error) => log(`The spool cannot be used: ${error.message}`))
    return work
  }

  const compact = (): void => {
    deliveredBytes = 0
    const text = entries.map(({ line }) => line).join('')
    then(async () => {
      if (text === '') return rm(file, { force: true })
      await writeFile(`${file}.new`, text, { mode: 0o600 })
      await rename(`${file}.new`, file)
    })
  }

  const adopt = async (name: string): Promise<Entry<T>[]> => {
    const pid = Number(/^outbox-(\d+)-\w+\.jsonl$/.exec(name)?.[1] ?? Number.NaN)
    // The same process id is an earlier queue of this process, or a container whose only process always has it.
    if (Number.isNaN(pid) || name === ownName || (pid !== process.pid && isAlive(pid))) return []
    const text = await readFile(join(directory, name), 'utf8')
    await appendFile(file, text, { mode: 0o600 })
    await rm(join(directory, name), { force: true })
    return entriesOf<T>(text)
  }

  return {
    /** Takes over what earlier processes left, ahead of what this one has put since. */
    load: (): Promise<unknown> =>
      then(async () => {
        const found: Entry<T>[] = []
        for (const name of (await readdir(directory)).sort()) found.push(...(await adopt(name)))
        entries = [...found, ...entries]
        waitingBytes += bytesOf(found)
      }),
    /** False when there is no room: what waits longest is kept, because it explains what came after. */
    put: (parcel: T): boolean => {
      const line = `${JSON.stringify(parcel)}\n`
      const size = Buffer.byteLength(line)
      if (waitingBytes + size > maxBytes) {
        if (dropped++ === 0) log(`The spool is full at ${maxBytes} bytes; the newest records are dropped.`)
        return false
      }
      waitingBytes += size
      entries.push({ parcel, line })
      then(() => appendFile(file, line, { mode: 0o600 }))
      return true
    },
    length: (): number => entries.length,
    /** The first ones, at most `max`. */
    peek: (max: number): T[] => entries.slice(0, max).map(({ parcel }) => parcel),
    /** The first `count` were delivered. */
    drop: (count: number): void => {
      const size = bytesOf(entries.slice(0, count))
      entries = entries.slice(count)
      waitingBytes -= size
      deliveredBytes += size
      if (entries.length === 0 || deliveredBytes > Math.max(compactBytes, waitingBytes)) compact()
      const lost = dropped
      dropped = 0
      if (lost > 0) onDropped(lost)
    },
    /** Resolves when all that was put is on disk. */
    settled: (): Promise<unknown> => work,
  }
}

export type Spool<T> = ReturnType<typeof createSpool<T>>
