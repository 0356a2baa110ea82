// A run takes so many steps, tokens and dollars and no more: what it asks beyond that is denied, and people hear of it once.
import { limitSettings } from '#config/load.ts'
import type { Judgement } from '#domain/action/judgement.ts'
import { limitsFor } from '#domain/limits/limits.ts'
import { type PausedRun, reachedBy, whatToDo } from '#domain/limits/run.ts'
import { watch } from '#domain/limits/watch.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { countStep } from '#store/limits/runs.ts'

interface Asked {
  agent: string
  owner: string
  run?: string | undefined
}

const overRun = (sentence: string, judgement: Judgement): Judgement => ({
  verdict: 'deny',
  policies: ['run-limit'],
  reasons: [{ policy: 'run-limit', reason: sentence }],
  facts: judgement.facts,
})

/** The judgement as it stands while the run has room for this step, or a denial that says what to do instead. */
export const guardRun = async (
  { agent, owner, run }: Asked,
  judgement: Judgement,
  { now, requestId }: { now: string; requestId: string },
): Promise<Judgement> => {
  if (run === undefined) return judgement
  const reached = reachedBy(await countStep(agent, run, now), limitsFor(limitSettings(), agent).run)
  if (!reached) return judgement
  await runCommand(watch, agent, { type: 'FlagRun', now, agent, owner, run, ...reached }, { requestId })
  return overRun(whatToDo(reached), judgement)
}

/** The judgement of a start as it stands, or a denial where its run was paused since it was asked for. */
export const unlessPaused = (
  judgement: Judgement,
  run: string | undefined,
  paused: readonly PausedRun[],
): Judgement => {
  const found = paused.find((each) => each.run === run)
  return found ? overRun(`${found.reason}, so it is paused and nothing of it starts.`, judgement) : judgement
}
