// Who guesses tokens is slowed down and put on record, by where they call from. Counted in memory: guessing must cost the guesser more than us, and a right token always passes.
import { randomUUID } from 'node:crypto'
import { wrongTokens } from '#domain/limits/wrong-tokens.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { log } from '#telemetry/log.ts'
import { Problem } from './problem.ts'

const WINDOW_SECONDS = 60
/** So many within a minute are mistakes; what comes after is told to wait, and longer each time. */
const MISTAKES = 20
const LONGEST_WAIT_SECONDS = 60
const MOST_SOURCES = 1_000

interface Source {
  since: number
  count: number
}
const sources = new Map<string, Source>()

/** The address that API Gateway saw: it puts it last, behind whatever the caller claims. */
const sourceOf = (headers: Record<string, string | undefined>): string =>
  (headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
    .replace(/[^\w.:-]/g, '')
    .slice(0, 64) || 'unknown'

const counted = (source: string, now: number): number => {
  const known = sources.get(source)
  if (known && now - known.since < WINDOW_SECONDS * 1000 && now >= known.since) return ++known.count
  if (sources.size >= MOST_SOURCES) sources.clear()
  sources.set(source, { since: now, count: 1 })
  return 1
}

/** Best effort: a door that cannot write must still say no. */
const record = async (source: string, count: number, now: number): Promise<void> => {
  log.problem('wrong-tokens', { count, withinSeconds: WINDOW_SECONDS })
  try {
    await runCommand(
      wrongTokens,
      source,
      { now: new Date(now).toISOString(), source, count, withinSeconds: WINDOW_SECONDS },
      { requestId: randomUUID() },
    )
  } catch (error) {
    log.warn('wrong-tokens.not-recorded', { error: (error as Error).name })
  }
}

/** What a caller with a wrong token is told; the one that is too many is put on record, and those after it are not. */
export const wrongToken = async (headers: Record<string, string | undefined>): Promise<Problem> => {
  const now = Date.now()
  const source = sourceOf(headers)
  const count = counted(source, now)
  if (count === MISTAKES + 1) await record(source, count, now)
  if (count <= MISTAKES) return new Problem(401, 'This token is not known here, or was revoked.')
  return new Problem(
    429,
    'This token is not known here, and neither were the many before it. Wait, then use the right one.',
    {
      retryAfterSeconds: Math.min(
        LONGEST_WAIT_SECONDS,
        2 ** Math.min(10, Math.floor((count - MISTAKES) / 5)),
      ),
    },
  )
}
