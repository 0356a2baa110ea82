// What Slack's libraries have to say reaches the log as a code: their lines quote requests and what other people wrote.
import { type Logger, LogLevel } from '@slack/web-api'
import { log } from '#telemetry/log.ts'

const silent = (): void => {}

export const codesOnly: Logger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: (...said) => {
    const error = said.find((each) => each instanceof Error)
    log.fault('slack.library', error ?? new Error('said without an error'))
  },
  setLevel: silent,
  getLevel: () => LogLevel.ERROR,
  setName: silent,
}
