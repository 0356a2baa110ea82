// App Home as it stands for one person: what waits, what is stopped, what was decided.
import { homeNotice, homeView } from '#blocks/home.ts'
import { limitSettings } from '#config/load.ts'
import { engagedNow } from '#domain/kill-switch/state.ts'
import { dayOf, sumsByDay } from '#domain/limits/usage.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { publishHome } from '#gateways/slack.ts'
import { listQueue } from '#store/action/actions.ts'
import { daysOf } from '#store/limits/usage.ts'
import { readPosture } from '#store/posture.ts'
import { log } from '#telemetry/log.ts'
import { cardLinks } from './card-links.ts'
import { errorSentence } from './errors.ts'
import { waitingFor } from './queue.ts'

const failed = 'This page could not be read just now. Open it again in a moment, or type /claw queue.'

/** How many days of spending the chart shows. */
const DAYS = 7

const viewFor = async (user: string) => {
  const now = new Date().toISOString()
  const person = await lookUpPerson(user)
  if (!person)
    return homeNotice('Your account could not be checked just now. Open this page again in a moment.')
  const [waiting, recovery, decided, { killSwitch, severity }, days] = await Promise.all([
    waitingFor(person, now),
    listQueue('recovery', { limit: 10 }),
    listQueue('decided', { limit: 10, newestFirst: true }),
    readPosture(),
    daysOf('all', dayOf(now, DAYS - 1), dayOf(now)),
  ])
  return homeView({
    roles: person.roles,
    waiting,
    links: await cardLinks(waiting),
    recovery,
    decided,
    engaged: engagedNow(killSwitch, now),
    severity,
    spending: { days: sumsByDay(days, now, DAYS), budgetUsd: limitSettings().all.budgetDayUsd },
    now,
  })
}

/** Draws App Home as it stands for this person, or says that it cannot be drawn. */
export const drawHome = async (user: string): Promise<void> => {
  const view = await viewFor(user).catch((error: unknown) => {
    log.fault('slack.home-failed', error)
    return homeNotice(errorSentence(error, failed))
  })
  await publishHome(user, view)
}
