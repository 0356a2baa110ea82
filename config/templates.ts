// The messages that a support lead edits, and the filling of their blanks.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import mustache from 'mustache'
import type { MessageKind } from '#domain/communication/state.ts'

/** Which template: the audience is one of `audiences.yml`. */
export interface TemplateChoice {
  kind: MessageKind
  severity: number
  audience: string
}

/** From the closest fit to the general one; whom it is for matters more than how bad it is. */
const namesFor = ({ kind, severity, audience }: TemplateChoice): string[] => [
  `${kind}.sev${severity}.${audience}`,
  `${kind}.${audience}`,
  `${kind}.sev${severity}`,
  kind,
]

const templateText = (choice: TemplateChoice): string => {
  const files = namesFor(choice).map((name) => resolve('templates', `${name}.txt`))
  return readFileSync(files.find(existsSync) ?? files.at(-1)!, 'utf8')
}

/** The blanks of a template, in the order in which a reader meets them. */
export const blanksOf = (choice: TemplateChoice): string[] => [
  ...new Set(
    mustache
      .parse(templateText(choice))
      .filter(([type]) => type === 'name')
      .map(([, name]) => name),
  ),
]

export type Rendered = { title: string; text: string } | { missing: string[] }

/** The message with its blanks filled in, or the names of those that are still empty. Nothing is escaped: this is plain text. */
export const renderMessage = (choice: TemplateChoice, values: Record<string, string>): Rendered => {
  const missing = blanksOf(choice).filter((name) => !values[name]?.trim())
  if (missing.length > 0) return { missing }
  const filled = mustache.render(templateText(choice), values, undefined, {
    escape: (text: string) => text,
  })
  const [title = '', ...rest] = filled.trim().split('\n')
  return { title: title.trim(), text: rest.join('\n').trim() }
}
