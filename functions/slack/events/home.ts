// App Home, drawn anew whenever somebody opens it.
import type { App } from '@slack/bolt'
import { drawHome } from '../draw-home.ts'

export const homeEvents = (app: App): void => {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await drawHome(event.user)
  })
}
