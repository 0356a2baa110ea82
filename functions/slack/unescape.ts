// What a person typed, out of what Slack makes of it on the way (`should_escape` in the app's manifest): mentions carry
// the ids that roles hang on, links stand in brackets, and three characters are entities.

const made = /<([@#!]|https?:\/\/|mailto:)([^<>|]*)(?:\|([^<>]*))?>|&(amp|lt|gt);/g
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>' }

const plain = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt);/g, (_, entity: string) => entities[entity]!)

/** A single pass, so that what somebody typed as an entity or in brackets stays as it was. Mentions keep their ids. */
export const unescaped = (text: string): string =>
  text.replaceAll(made, (whole, sign: string | undefined, what: string, label: string, entity: string) => {
    if (sign === undefined) return entities[entity]!
    if (sign === '@') return whole
    if (sign === '#') return plain(`#${label || what}`)
    if (sign === '!') return plain(label || `@${what.replace(/\^.*/, '')}`)
    return plain(label || (sign === 'mailto:' ? what : `${sign}${what}`))
  })

const mention = /<@([UW][A-Z0-9]{1,20})(?:\|([^<>]*))?>/g

/** The same for what people read later, where nothing turns an id into a name. */
export const withNames = (text: string): string =>
  text.replaceAll(mention, (_, id: string, name: string) => `@${name || id}`)
