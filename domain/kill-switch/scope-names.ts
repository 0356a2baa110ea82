// Which scope a name means: only what is known can be stopped by name, because a mistyped name would stop nothing and say it did.

import { nearest } from '../shared/nearest.ts'
import { nameKey } from '../shared/plain-text.ts'
import { Scope } from './state.ts'

export type NameKind = 'agent' | 'skill' | 'channel'
/** What was named: everything, or one name, whose kind may be missing. */
export type Target = { kind: 'all' } | { kind: NameKind | undefined; name: string }
export interface KnownName {
  kind: NameKind
  name: string
}

const scopeOf = ({ kind, name }: KnownName): Scope => Scope.parse(`${kind}:${name}`)
/** The name in `agent:NAME`; undefined for `all`. */
export const nameOfScope = (scope: string): KnownName | undefined => {
  const [, kind, name] = /^(agent|skill|channel):(.+)$/s.exec(scope) ?? []
  return kind && name ? { kind: kind as NameKind, name } : undefined
}

/** What a scope that was spelled out names. */
export const targetOfScope = (scope: string): Target => nameOfScope(scope) ?? { kind: 'all' }

const article: Record<NameKind, string> = { agent: 'an agent', skill: 'a skill', channel: 'a channel' }

const list = (scopes: readonly string[]): string =>
  scopes.length > 5 ? `${scopes.slice(0, 5).join(', ')} and ${scopes.length - 5} more` : scopes.join(', ')

/** What people read of a name that they typed. */
const quoted = (name: string): string => `“${name.slice(0, 60)}”`

const notKnown = (
  { kind, name }: Exclude<Target, { kind: 'all' }>,
  known: readonly KnownName[],
): { problem: string } => {
  const byKey = new Map(known.map((each) => [nameKey(each.name), each]))
  const own = known.filter((each) => kind === undefined || each.kind === kind)
  const close =
    nearest(
      nameKey(name),
      own.map((each) => nameKey(each.name)),
    ) ??
    nearest(nameKey(name), [...byKey.keys()]) ??
    (kind === undefined ? nearest(nameKey(name), ['all', 'everything']) : undefined)
  const meant =
    close === undefined ? undefined : (own.find((each) => nameKey(each.name) === close) ?? byKey.get(close))
  const suggestion = meant ? scopeOf(meant) : close === undefined ? undefined : 'all'
  const insist = Scope.safeParse(`${kind ?? 'agent'}:${name}`).success
    ? ` To stop what has not been heard of yet, write ${kind ?? 'agent'}:${name.slice(0, 60)} --even-if-unknown.`
    : ''
  const what =
    kind === undefined
      ? `Nothing called ${quoted(name)} is known`
      : `No ${kind} called ${quoted(name)} is known`
  if (suggestion) return { problem: `${what}. Did you mean ${suggestion}?${insist}` }
  const there = own.length > 0 ? ` There is ${list(own.map(scopeOf).sort())}.` : ''
  return { problem: `${what}.${there} “all” stops everything.${insist}` }
}

/** The scope that is meant, or a sentence that says why none is. Case, dots and dashes of a name mean nothing. */
export const resolveScope = (
  target: Target,
  known: readonly KnownName[],
  { evenIfUnknown = false } = {},
): { scope: Scope } | { problem: string } => {
  if (target.kind === 'all') return { scope: 'all' }
  const { kind, name } = target
  const own = known.filter((each) => kind === undefined || each.kind === kind)
  const exact = own.filter((each) => each.name === name)
  const key = nameKey(name)
  const keyed = (wanted: string) => own.filter((each) => nameKey(each.name) === wanted)
  // “The demo agent” may be called demo-agent.
  const alike =
    [exact, key === '' ? [] : keyed(key), kind ? keyed(key + kind) : []].find((found) => found.length > 0) ??
    []
  const scopes = [...new Set(alike.map(scopeOf))]
  if (scopes.length === 1) return { scope: scopes[0]! }
  if (scopes.length > 1)
    return { problem: `${quoted(name)} may be ${list(scopes)}; write the one that is meant.` }
  if (!evenIfUnknown) return notKnown(target, known)
  if (kind === undefined)
    return {
      problem: `Say what ${quoted(name)} is: ${Object.entries(article)
        .map(([each, a]) => `${a} (${each}:NAME)`)
        .join(', ')}.`,
    }
  const scope = Scope.safeParse(`${kind}:${name}`)
  return scope.success
    ? { scope: scope.data }
    : { problem: `${quoted(name)} can be no name: names have neither spaces nor colons.` }
}
