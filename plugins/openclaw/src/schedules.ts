// The scheduler's jobs that run a command or a program without any tool call: nothing judges them, so they are kept off.
import type { CronEvent, CronJob, Scheduler } from './host.ts'

export interface SchedulePorts {
  /** Whether the settings let such jobs run while nothing is paused. */
  allowed: boolean
  isPaused: () => boolean
  /** The jobs that a pause switched off, kept on disk, so that its end can switch them on again. */
  held: { load: () => readonly string[]; save: (ids: readonly string[]) => void }
  /** Keeps a copy of a job that is taken out of the scheduler. */
  keep: (job: CronJob) => void
  /** Says and records what became of a job, and why. */
  tell: (job: CronJob, what: string) => void
  log: (message: string) => void
}

const payloads: Readonly<Record<string, string>> = { command: 'a command', script: 'a program' }
const sources: Readonly<Record<string, string>> = {
  'on-exit': 'a watched command',
  stream: 'a command that it listens to',
}

/** What the job runs by itself; undefined when all that it does is begin a turn, whose calls are judged. */
export const runsByItself = ({ payload, schedule, trigger }: CronJob): string | undefined =>
  payloads[payload?.kind ?? ''] ??
  sources[schedule?.kind ?? ''] ??
  (trigger === undefined ? undefined : 'a program that decides whether it fires')

/** Even when it is switched off somebody can run it by hand, and no hook is asked before it begins. */
const runsByHand = ({ payload }: CronJob): boolean => payloads[payload?.kind ?? ''] !== undefined

export const createSchedules = (ports: SchedulePorts) => {
  let scheduler: Scheduler | undefined
  let work: Promise<unknown> = Promise.resolve()

  const mayRun = (): boolean => ports.allowed && !ports.isPaused()
  const nameOf = ({ name, id }: CronJob): string => name ?? id

  const switchOff = async (jobs: Scheduler, job: CronJob, running: boolean): Promise<void> => {
    const wasOn = job.enabled !== false
    // One that was started by hand while it was off is only ended by a change of its state.
    if (running && !wasOn) await jobs.update(job.id, { enabled: true })
    await jobs.update(job.id, { enabled: false })
    if (!ports.allowed && runsByHand(job)) {
      ports.keep(job)
      await jobs.remove(job.id)
      ports.tell(job, `was taken out: it runs ${runsByItself(job)} unasked`)
      return
    }
    if (ports.isPaused() && wasOn) ports.held.save([...ports.held.load(), job.id])
    const why = ports.isPaused() ? 'agents are paused, and it runs' : 'unasked it would run'
    ports.tell(job, `was switched off: ${why} ${runsByItself(job)}`)
  }

  /** False when it would not go off. */
  const quieten = async (jobs: Scheduler, job: CronJob, running: boolean): Promise<boolean> => {
    try {
      await switchOff(jobs, job, running)
      return true
    } catch (error) {
      ports.log(`The job ${nameOf(job)} could not be switched off: ${(error as Error).message}`)
      return false
    }
  }

  /** Off, and not to be started by hand either, where the settings say so. */
  const isQuiet = (job: CronJob): boolean =>
    runsByItself(job) === undefined || (job.enabled === false && (ports.allowed || !runsByHand(job)))

  /** Switches off what is on and may not be; the jobs that would not go off. */
  const sweep = async (): Promise<string[]> => {
    if (!scheduler || mayRun()) return []
    const jobs = scheduler
    const stuck: string[] = []
    for (const job of await jobs.list({ includeDisabled: true }))
      if (!isQuiet(job) && !(await quieten(jobs, job, false))) stuck.push(`job ${nameOf(job)}`)
    return stuck
  }

  /** What a pause switched off goes on when it is over, if the settings allow such jobs at all. */
  const restore = async (): Promise<void> => {
    const ids = ports.held.load()
    if (!scheduler || !mayRun() || ids.length === 0) return
    ports.held.save([])
    for (const id of ids)
      await scheduler.update(id, { enabled: true }).catch((error: Error) => {
        ports.log(`The job ${id} could not be switched on again: ${error.message}`)
      })
  }

  const changed = async ({ action, jobId }: CronEvent): Promise<void> => {
    if (!scheduler || mayRun() || !['added', 'updated', 'started'].includes(action)) return
    // The event tells of a moment ago; what counts is how the job stands now.
    const job = (await scheduler.list({ includeDisabled: true })).find(({ id }) => id === jobId)
    if (!job) return
    const started = action === 'started' && runsByItself(job) !== undefined
    if (started || !isQuiet(job)) await quieten(scheduler, job, started)
  }

  /** One after the other: each of them reads what the last one changed. */
  const next = <T>(step: () => Promise<T>): Promise<T> => {
    const done = work.then(step)
    work = done.catch(() => undefined)
    return done
  }

  return {
    /** The scheduler is there, or another one is. */
    adopt: (found: Scheduler | undefined): Promise<void> => {
      scheduler = found ?? scheduler
      return next(async () => {
        await sweep()
        await restore()
      })
    },
    /** A job was added, changed or started. */
    changed: (event: CronEvent, found: Scheduler | undefined): Promise<void> => {
      scheduler = found ?? scheduler
      return next(() => changed(event))
    },
    sweep: (): Promise<string[]> => next(sweep),
    restore: (): Promise<void> => next(restore),
  }
}

export type Schedules = ReturnType<typeof createSchedules>
