// `GET /v1/switch?since=REVISION&wait=25`: the mode that counts for the caller, held back until it may have changed.
import type { Context } from 'aws-lambda'
import { SwitchQuery } from '#functions/contracts/switch.ts'
import { switchAnswer } from '#functions/contracts/switch-answer.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readQuery } from '#functions/http/query.ts'
import { noteSeen } from '#store/agent/agents.ts'
import { pausedRuns } from '#store/limits/runs.ts'
import { readPosture } from '#store/posture.ts'

const LOOK_EVERY_MS = 250

export const answerSwitch = async (event: HttpEvent, context: Context) => {
  const { caller, posture, tokenHash } = await authenticate(event.headers, 'agent')
  const { agent } = caller
  const { since, wait } = readQuery(event, SwitchQuery)
  const noted = noteSeen(caller, tokenHash)
  const known = since === undefined ? -1 : Number(since)
  const giveUp =
    performance.now() + Math.min(Number(wait ?? 0) * 1000, context.getRemainingTimeInMillis() - 2_000)

  const now = () => new Date().toISOString()
  let runs = await pausedRuns(agent, now())
  const first = switchAnswer(posture, agent, now(), runs)
  let answer = first
  // A stop that ends by itself changes the mode without a new revision. Whoever knows a later one is told at once what is so.
  while (
    answer.revision === known &&
    answer.effective === first.effective &&
    performance.now() + LOOK_EVERY_MS < giveUp
  ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    const latest = await readPosture()
    // A run that is paused raises the revision, so its agent's runs are read again only then.
    if (latest.killSwitch.revision !== known) runs = await pausedRuns(agent, now())
    answer = switchAnswer(latest, agent, now(), runs)
  }
  await noted
  return json(answer)
}
