// App Home, drawn anew whenever somebody opens it.
import type { App } from '@slack/bolt'
import { homeInTrouble, homeView } from '#blocks/home.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { publishHome } from '#gateways/slack.ts'
import { listQueue } from '#store/actions.ts'
import { waitingFor } from '../queue.ts'
import { log, troubleSentence } from '../trouble.ts'

const trouble = 'This page could not be read just now. Open it again in a moment, or type /claw queue.'

const viewFor = async (user: string) => {
  const now = new Date().toISOString()
  const person = await lookUpPerson(user)
  if (!person)
    return homeInTrouble('Your account could not be checked just now. Open this page again in a moment.')
  const [waiting, recovery, decided] = await Promise.all([
    waitingFor(person, now),
    listQueue('recovery', { limit: 10 }),
    listQueue('decided', { limit: 10, newestFirst: true }),
  ])
  return homeView({ roles: person.roles, waiting, recovery, decided, now })
}

export const homeListeners = (app: App): void => {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return
    const view = await viewFor(event.user).catch((error: unknown) => {
      log('App Home could not be drawn', error)
      return homeInTrouble(troubleSentence(error, trouble))
    })
    await publishHome(event.user, view)
  })
}
