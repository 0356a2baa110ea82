// `npm run claw -- pause all because "…"`: an operator's hand on the kill switch, for the day Slack is down.

import { parseSwitchPhrase } from '#domain/kill-switch/phrase.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { SwitchCommandAnswer, SwitchStatus } from '#functions/contracts/switch.ts'
import { call, settings } from './api.ts'

const usage = `Usage:
  npm run claw -- pause [all | agent:NAME | skill:NAME | channel:NAME] [for 30m] [because …]
  npm run claw -- readonly [all | …] [for 30m] [because …]
  npm run claw -- resume [all | …]
  npm run claw -- status

${settings}`

const modes: Record<string, string> = { pause: 'paused', readonly: 'readonly' }

/** Prints what came of it; 1 when the switch did not do what was asked. */
const post = async (body: object): Promise<number> => {
  const { done, sentence } = await call('POST', '/v1/switch', SwitchCommandAnswer, body)
  console.log(sentence)
  return done ? 0 : 1
}

const status = async (): Promise<number> => {
  const { engaged } = await call('GET', '/v1/switch/status', SwitchStatus)
  if (engaged.length === 0)
    console.log(
      'Nothing is stopped by the kill switch; npm run incident says whether an incident holds agents back.',
    )
  for (const { scope, mode, by, since, until, reason, confirmed, waiting } of engaged) {
    console.log(`${scope}  ${mode}  by ${by} since ${since}${until ? ` until ${until}` : ''}: ${reason}`)
    for (const { agent, stopMs } of confirmed)
      console.log(`  stopped  ${agent}${stopMs === null ? '' : `  after ${durationInWords(stopMs / 1000)}`}`)
    for (const { agent, seenAt } of waiting) console.log(`  WAITING  ${agent}  last seen ${seenAt}`)
  }
  return 0
}

const run = async (): Promise<number> => {
  const [command = '', ...words] = process.argv.slice(2)
  if (command === 'status') return status()
  const mode = modes[command]
  if (mode === undefined && command !== 'resume') {
    console.error(usage)
    return 2
  }
  const phrase = parseSwitchPhrase(words.join(' '))
  if ('problem' in phrase) {
    console.error(phrase.problem)
    return 2
  }
  const { target, seconds, evenIfUnknown, reason = 'No reason given' } = phrase
  // A name alone is an agent's; the answer says when it is rather a skill's or a channel's.
  const scope =
    target.kind === 'all' ? 'all' : `${target.kind ?? 'agent'}:${target.name.replaceAll(' ', '-')}`
  if (mode === undefined) return post({ command: 'release', scope })
  return post({
    command: 'engage',
    scope,
    mode,
    reason,
    evenIfUnknown,
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
  })
}

run().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
