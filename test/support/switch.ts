// The kill switch as agents and operators meet it, for the flows that turn it.
import type { drive, Message } from './driver.ts'
import { tokens } from './driver.ts'
import { until } from './until.ts'

export interface SwitchView {
  revision: number
  effective: 'run' | 'readonly' | 'paused'
  engaged: { scope: string; mode: string; reason: string; by: string; since: string; until: string | null }[]
}

export const switchOf = ({ url, send, people, advance }: ReturnType<typeof drive>) => {
  const look = (token: string, query = '') => send<SwitchView>('GET', `/v1/switch${query}`, { token })
  const cards = async (): Promise<Message[]> =>
    (await people.messages('COPS')).filter(({ metadata }) => metadata?.event_type === 'claw_switch')
  return {
    url,
    look,
    effective: async (token: string = tokens.agent) => (await look(token)).body.effective,
    confirm: async (token: string, body: object = {}) => {
      const { revision } = (await look(token)).body
      return send<{ revision: number }>('POST', '/v1/switch/acks', {
        token,
        body: { revision, stoppedRuns: [], stragglers: [], ...body },
      })
    },
    command: (body: object, token: string = tokens.operator) =>
      send<{ revision: number; done: boolean; sentence: string }>('POST', '/v1/switch', { token, body }),
    claw: async (user: string, text: string) => (await people.command(user, `/claw ${text}`)).response.text,
    cards,
    /** Types a stop, and waits for the announcement that is not there yet; how to read it again. */
    stop: async (user: string, text: string) => {
      const before = new Set((await cards()).map(({ ts }) => ts))
      await people.command(user, `/claw ${text}`)
      const { ts } = await until(`the announcement of ${text}`, async () =>
        (await cards()).find((card) => !before.has(card.ts)),
      )
      const blocks = async () => JSON.stringify((await cards()).find((card) => card.ts === ts)?.blocks)
      return {
        ts,
        blocks,
        says: (words: string) =>
          until(`the card to say ${words}`, async () => (await blocks()).includes(words)),
      }
    },
    thread: async (ts: string): Promise<Message[]> =>
      (await people.messages('COPS')).filter(({ thread_ts }) => thread_ts === ts),
    /** Whatever a test left stopped goes on again, as far as the two agents can see it; a revoked one sees nothing. */
    releaseAll: async () => {
      const looks = await Promise.all([look(tokens.agent), look(tokens.second)])
      for (const scope of new Set(
        looks.flatMap(({ body }) => (body.engaged ?? []).map((each) => each.scope)),
      ))
        for (const user of scope === 'all' ? ['UPLATFORM', 'USECURITY'] : ['UPLATFORM'])
          await people.command(user, `/claw resume ${scope}`)
      await advance(1)
    },
    /** Lets everything go on again, by two people where it takes two. */
    release: async (scope = 'all') => {
      for (const user of ['UPLATFORM', 'USECURITY']) await people.command(user, `/claw resume ${scope}`)
      await advance(1)
    },
  }
}
