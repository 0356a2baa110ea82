// People at work on incidents: they declare, click, fill in forms and read the card and its thread.
import type { Laptop } from './laptop.ts'
import { until } from './until.ts'

const CHANNEL = 'CINCIDENTS'

export const incidentsIn = (laptop: Laptop) => {
  const { people } = laptop
  const cards = async (id: string) =>
    (await people.messages(CHANNEL)).filter(
      ({ metadata }) => metadata?.event_type === 'claw_incident' && metadata.event_payload.key === id,
    )
  const cardOf = (id: string) => until(`the card of ${id}`, async () => (await cards(id))[0])
  const click = async (user: string, id: string, action_id: string) => {
    const { ts } = await cardOf(id)
    return laptop.send('POST', '/_local/actions', { body: { user, channel: CHANNEL, ts, action_id } })
  }
  const threadOf = async (id: string) => {
    const { ts } = await cardOf(id)
    return (await people.messages(CHANNEL)).filter(({ thread_ts }) => thread_ts === ts)
  }
  return {
    cardOf,
    click,
    threadOf,
    /** Types `/claw incident …` and returns the id that it was given. */
    declare: async (user: string, text: string): Promise<string> => {
      const { response } = await people.command(user, `/claw incident ${text}`)
      const id = /INC-\d+/.exec(response.text)?.[0]
      if (!id) throw new Error(response.text)
      return id
    },
    /** Opens the form behind a button and sends it off; the errors at its fields, if any. */
    fill: async (user: string, id: string, button: string, given: Record<string, string>) => {
      await click(user, id, button)
      const view = await until(`the form behind ${button}`, async () => (await people.views(user)).at(-1))
      const values = Object.fromEntries(
        Object.entries(given)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [`incident-field.${name}`, value]),
      )
      const sent = await laptop.send<object>('POST', `/_local/views/${view.id}/submit`, {
        body: { user, values },
      })
      if (Object.keys(sent.body).length > 0)
        await laptop.send('POST', `/_local/views/${view.id}/close`, { body: { user } })
      return sent.body
    },
    /** Waits until the card says `words`. */
    shows: (id: string, words: string) =>
      until(`${words} on the card of ${id}`, async () =>
        JSON.stringify((await cardOf(id)).blocks).includes(words),
      ),
    /** How many messages of the thread are about `words`. */
    told: async (id: string, words: string): Promise<number> =>
      (await threadOf(id)).filter(({ text }) => text.includes(words)).length,
  }
}
