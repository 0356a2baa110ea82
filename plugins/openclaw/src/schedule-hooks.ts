// Hears what the scheduler does: its commands come past no other hook.
import type { Control } from './control.ts'
import type { PluginApi } from './host.ts'

export const guardSchedules = (api: PluginApi, controlled: () => Control): void => {
  // The scheduler may wait for its observers, and they for it: nothing is awaited here.
  const unwaited = (work: Promise<void>): void => {
    work.catch((error: Error) => api.logger.error(`claw-control: the scheduler: ${error.message}`))
  }

  api.on('cron_reconciled', (_event, { getCron }) => {
    unwaited(controlled().schedules.adopt(getCron?.()))
  })

  api.on('cron_changed', (event, { getCron }) => {
    const control = controlled()
    unwaited(control.schedules.changed(event, getCron?.()))
    if (event.action !== 'finished') return
    // What a scheduled script did belongs to no turn that would say its end.
    const run = event.runId ?? (event.sessionKey && control.runs.ofSession(event.sessionKey)?.id)
    if (run !== undefined && run !== '' && control.runs.get(run)?.isTurn === false) control.runs.end(run)
  })
}
