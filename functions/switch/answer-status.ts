// `GET /v1/switch/status`: everything that is stopped and how far it has come, for an operator without Slack.
import { engagedNow } from '#domain/kill-switch/state.ts'
import { refusing, secondsBehind } from '#domain/posting/outbox.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readStops } from '#store/kill-switch/stops.ts'
import { readOutbox } from '#store/posting/outbox.ts'

export const answerStatus = async (event: HttpEvent) => {
  const { posture } = await authenticate(event.headers, 'operator')
  const { revision } = posture.killSwitch
  const engaged = engagedNow(posture.killSwitch, new Date().toISOString())
  const shown = await Promise.all(
    engaged.map(async (each) => {
      const { scope, mode, reason, by, since, until } = each
      const { confirmed, unfinished, silent } = await readStops(each)
      return {
        scope,
        mode,
        reason,
        by: by.id,
        since,
        until: until ?? null,
        confirmed: confirmed.map(({ agent, stopMs }) => ({ agent, stopMs: stopMs ?? null })),
        unfinished: unfinished.map(({ agent, left }) => ({ agent, left })),
        waiting: silent.map(({ agent, seenAt }) => ({ agent, seenAt })),
      }
    }),
  )
  const outbox = await readOutbox()
  const slack = { refused: refusing(outbox), behindSeconds: secondsBehind(outbox, Date.now()) }
  return json({ revision, engaged: shown, slack })
}
