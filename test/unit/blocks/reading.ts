// Reads a view as Slack would: which words a person sees, which elements reach people, which buttons there are.
export type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Every object inside, outermost first. */
export const parts = (view: unknown): Fields[] =>
  Array.isArray(view)
    ? view.flatMap(parts)
    : isFields(view)
      ? [view, ...Object.values(view).flatMap(parts)]
      : []

export const ofType = (view: unknown, type: string): Fields[] =>
  parts(view).filter((part) => part['type'] === type)

const texts = ['text', 'plain_text', 'mrkdwn']

/** The words of a view, one element a line, confirms and all. */
export const wordsOf = (view: unknown): string =>
  parts(view)
    .flatMap((part) => (texts.includes(String(part['type'])) ? [String(part['text'])] : []))
    .join('\n')

export const buttonsOf = (view: unknown): Fields[] => parts(view).filter(({ type }) => type === 'button')
export const actionIdsOf = (view: unknown): string[] =>
  parts(view).flatMap(({ action_id: id }) => (typeof id === 'string' ? [id] : []))

/** Everything in rich text that notifies somebody or leads somewhere. */
export const reaching = (view: unknown): Fields[] =>
  parts(view).filter(({ type }) =>
    ['user', 'usergroup', 'channel', 'team', 'broadcast', 'link', 'emoji'].includes(String(type)),
  )
/** Everything that Slack would read as markup. */
export const markup = (view: unknown): Fields[] => parts(view).filter(({ type }) => type === 'mrkdwn')
