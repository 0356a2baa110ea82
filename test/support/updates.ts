// People who write to customers and colleagues: they open the form, fill it in, publish what others wrote, and read what came out.
import type { Message } from './driver.ts'
import type { Laptop } from './laptop.ts'
import { until } from './until.ts'

export const updatesIn = (laptop: Laptop) => {
  const { people } = laptop
  /** Types `/claw update …` and returns the form. */
  const open = async (user: string, typed: string) => {
    const { response } = await people.command(user, `/claw update ${typed}`)
    return until(`the form (${response.text})`, async () => (await people.views(user)).at(-1))
  }
  const submit = async (user: string, viewId: string, values: object) =>
    (
      await laptop.send<{ errors?: object }>('POST', `/_local/views/${viewId}/submit`, {
        body: { user, values },
      })
    ).body
  const cards = async (): Promise<Message[]> =>
    (await people.messages('CINCIDENTS')).filter(
      ({ metadata }) => metadata?.event_type === 'claw_communication',
    )
  return {
    open,
    submit,
    /** Both at once; the errors at its fields, if any. */
    write: async (user: string, typed: string, values: object) =>
      submit(user, (await open(user, typed)).id, values),
    /** The newest card of a message about this incident with `what` in it; without it, one that waits for a reader. */
    cardAbout: (id: string, what = 'communication.publish') =>
      until(`the card of the message about ${id}`, async () =>
        (await cards()).findLast(
          (card) => card.text.includes(id) && JSON.stringify(card.blocks).includes(what),
        ),
      ),
    press: (user: string, ts: string, action_id: string, value?: string) =>
      laptop.send('POST', '/_local/actions', {
        body: { user, channel: 'CINCIDENTS', ts, action_id, ...(value === undefined ? {} : { value }) },
      }),
    /** What was posted with these words in its title. */
    posts: async (about: string, channel = 'CUPDATES'): Promise<Message[]> =>
      (await people.messages(channel)).filter(({ text }) => text.includes(about)),
  }
}
