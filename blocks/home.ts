// App Home: what waits for the person who looks, and what was decided lately.
import type { HomeView, KnownBlock } from '@slack/types'
import type { KnownAction } from '#domain/action-state.ts'
import { header, sentence } from './elements.ts'
import { decidedList, note, waitingList } from './lists.ts'

export interface HomeFacts {
  roles: readonly string[]
  waiting: readonly KnownAction[]
  recovery: readonly KnownAction[]
  decided: readonly KnownAction[]
  now: string
}

const home = (...blocks: KnownBlock[]): HomeView => ({ type: 'home', blocks })

export const homeView = ({ roles, waiting, recovery, decided, now }: HomeFacts): HomeView => {
  if (roles.length === 0)
    return home(
      header('claw-control'),
      sentence('You hold no role, so nothing waits for you here. Roles are given in config/people.yml.'),
    )
  return home(
    header('Waits for you'),
    ...waitingList(
      waiting,
      'Nothing waits for you. Requests that need your word will appear here and in the approvals channel.',
    ),
    ...(recovery.length > 0
      ? [
          header('Nobody knows whether these happened'),
          ...waitingList(recovery, ''),
          note('Their cards are in the approvals channel, with the buttons that close them.'),
        ]
      : []),
    header('Last decisions'),
    ...decidedList(decided, now),
    note(`Your roles: ${roles.join(', ')}. Type /claw help for what else there is.`),
  )
}

/** What App Home says when its contents cannot be read. */
export const homeInTrouble = (words: string): HomeView => home(header('claw-control'), sentence(words))
