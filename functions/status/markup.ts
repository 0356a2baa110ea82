// HTML and XML in which every inserted text is escaped, so that no message can become markup.

export interface Markup {
  markup: string
}
type Inserted = string | number | Markup | readonly Markup[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** Characters that XML 1.0 cannot hold at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are meant
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const escaped = (text: string): string =>
  text.replaceAll(impossible, '').replaceAll(/[&<>"']/g, (character) => entities[character]!)

const inserted = (value: Inserted): string => {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}

/** Template text is markup; what is inserted is text, unless it is markup itself. */
export const markup = (parts: TemplateStringsArray, ...values: Inserted[]): Markup => ({
  markup: String.raw({ raw: parts }, ...values.map(inserted)),
})

export const nothing: Markup = { markup: '' }
