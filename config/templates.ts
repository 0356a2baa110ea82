// The customer messages that a support lead edits, and the filling of their blanks.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import mustache from 'mustache'
import type { MessageKind } from '#domain/communication-state.ts'

/** The template for this kind and severity: the one written for the severity where there is one. */
const templateText = (kind: MessageKind, severity: number): string => {
  const folder = resolve('templates')
  const own = resolve(folder, `${kind}.sev${severity}.txt`)
  return readFileSync(existsSync(own) ? own : resolve(folder, `${kind}.txt`), 'utf8')
}

/** The blanks of a template, in the order in which a reader meets them. */
export const blanksOf = (kind: MessageKind, severity: number): string[] => [
  ...new Set(
    mustache
      .parse(templateText(kind, severity))
      .filter(([type]) => type === 'name')
      .map(([, name]) => name),
  ),
]

export type Rendered = { title: string; text: string } | { missing: string[] }

/** The message with its blanks filled in, or the names of those that are still empty. Nothing is escaped: this is plain text. */
export const renderMessage = (
  kind: MessageKind,
  severity: number,
  values: Record<string, string>,
): Rendered => {
  const missing = blanksOf(kind, severity).filter((name) => !values[name]?.trim())
  if (missing.length > 0) return { missing }
  const filled = mustache.render(templateText(kind, severity), values, undefined, {
    escape: (text: string) => text,
  })
  const [title = '', ...rest] = filled.trim().split('\n')
  return { title: title.trim(), text: rest.join('\n').trim() }
}
