// Judges resources, the same way for every tool: each becomes facts for the policies and words for people.

import { namesSecret } from '../secret-files.ts'
import { commandFacts } from '../shell/command.ts'
import type { Facts, Sheet, Words } from '../tool-facts.ts'
import { hasOwnToken, insideAddress } from './address.ts'
import { type Landing, landingsOf, type Resolved, readPath } from './path.ts'
import type { Resource } from './resource.ts'
import { secretReason } from './secret-names.ts'
import { type Meaning, meaningOf } from './written-files.ts'

export interface Around {
  /** What the plugin found on the gateway. */
  resolved?: Resolved | undefined
  /** The team's behaviour documents, in lower case, beside those that always are. */
  documents?: ReadonlySet<string>
  /** Whether the call only looks, as long as no resource says otherwise. */
  looks?: boolean
}

type Flag = { [Name in keyof Facts]: Facts[Name] extends boolean ? Name : never }[keyof Facts]

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text)
/** Behind the path a URL may carry a secret. */
const withoutQuery = (url: string): string => short(url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//'))

const writtenFlags: Partial<Record<Meaning, Flag>> = {
  behaviour: 'protectedFile',
  gateway: 'gatewayFile',
  device: 'deviceFile',
  skill: 'agentCode',
  'runs-later': 'runsLater',
  outside: 'outsideWorkspace',
}

const unresolved = (path: string): [Flag, string] => [
  'unknown',
  `where ${short(path)} leads, which the gateway did not say`,
]

/** Judged by where it lands and by what it is called, whichever is worse. */
const read = (path: string, places: readonly Landing[]): [Flag, string][] => {
  const reason = places.map(secretReason).find((each) => each !== undefined)
  return reason ? [['secretFile', `${short(path)} (it ${reason})`]] : []
}
const sent = (path: string, places: readonly Landing[]): [Flag, string][] =>
  namesSecret(path) ||
  places.some(({ names, absolute }) => namesSecret(`${absolute ? '/' : ''}${names.join('/')}`))
    ? [['secretLeaves', short(path)]]
    : read(path, places)

const judgeFile = (
  { does, path }: Extract<Resource, { kind: 'file' }>,
  { resolved, documents = new Set() }: Around,
): [Flag, string][] => {
  const landings = landingsOf(path, resolved)
  const places = landings ?? [readPath(path)]
  const found: [Flag, string][] = landings ? [] : [unresolved(path)]
  if (does === 'read') return [...found, ...read(path, places)]
  if (does === 'send') return [...found, ...sent(path, places)]
  if (does === 'search') return [...found, ['secretFile', `every file in ${short(path)}`]]
  const meanings = places.map((place) => meaningOf(place, documents)).filter((each) => each !== 'ordinary')
  return [
    ...found,
    ...meanings.flatMap((meaning): [Flag, string][] => [[writtenFlags[meaning]!, short(path)]]),
  ]
}

const judge = (resource: Resource, around: Around): [Flag, string][] => {
  switch (resource.kind) {
    case 'file':
      return judgeFile(resource, around)
    case 'address': {
      const inside = insideAddress(resource.url)
      const token: [Flag, string][] = hasOwnToken(resource.url)
        ? [['ownToken', withoutQuery(resource.url)]]
        : []
      return inside
        ? [
            ...token,
            [
              inside.never ? 'privateAddress' : 'unknown',
              `${withoutQuery(resource.url)}, which ${inside.reason}`,
            ],
          ]
        : token
    }
    case 'administration':
      return [['administers', resource.what]]
    case 'unknown':
      return [['unknown', resource.what]]
    case 'command':
    case 'recipients':
    case 'action':
      return []
  }
}

export const sheetOf = (resources: readonly Resource[], around: Around): Sheet => {
  const facts: Partial<Facts> = {}
  const words: Words = {}
  const note = (flag: Flag, what: string): void => {
    facts[flag] = true
    words[flag] ??= what
  }
  const details: string[] = []
  const recipients = new Set<string>()
  let looks = around.looks ?? false
  for (const resource of resources) {
    for (const [flag, what] of judge(resource, around)) note(flag, what)
    if (resource.kind === 'command') {
      const { readOnly, forbidden, detail } = commandFacts(resource.text, {
        folder: resource.folder,
        resolved: around.resolved,
      })
      looks &&= readOnly
      if (forbidden) note('forbidden', detail)
      if (!readOnly) details.push(detail)
    } else if (resource.kind === 'action') {
      looks = false
      details.push(resource.what)
    } else if (resource.kind === 'recipients') for (const name of resource.names) recipients.add(name)
    else if (resource.kind === 'file' && resource.does === 'write') looks = false
  }
  if (recipients.size > 0) facts.recipients = recipients.size
  if (facts.administers || facts.unknown) looks = false
  const detail = details.join('; ').slice(0, 300)
  if (detail) words.readOnly = detail
  if (looks || detail) facts.readOnly = looks
  if (detail) facts.detail = detail
  return { facts, words }
}
