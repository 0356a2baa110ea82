// The one fact about an action that a person must not overlook: how many, how much, or what exactly.
import type { ActionRequest } from '#domain/action/state.ts'
import type { Json } from '#domain/shared/json.ts'
import { brief, counted, oneLine } from '../shared/escape.ts'

const texts = (value: Json | undefined): string[] =>
  [value].flat().filter((item): item is string => typeof item === 'string')

/** Numbers that we counted ourselves, so they may stand in a headline; nothing of the agent's own wording. */
const countOf = ({ params }: ActionRequest): string => {
  const addresses = ['to', 'cc', 'bcc'].flatMap((name) => texts(params[name]))
  if (Array.isArray(params['to'])) {
    const recipients = new Set(addresses.map((address) => address.toLowerCase())).size
    return ` to ${counted(recipients, 'recipient')}`
  }
  if (Array.isArray(params['records'])) return ` on ${counted(params['records'].length, 'record')}`
  if (Array.isArray(params['scopes'])) return ` with ${counted(params['scopes'].length, 'scope')}`
  const { amount, currency } = params
  if (typeof amount !== 'number') return ''
  const unit =
    typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency) ? ` ${currency.toUpperCase()}` : ''
  return ` for ${amount.toLocaleString('en-US', { maximumFractionDigits: 2 })}${unit}`
}

/** `email.send to 40 recipients`: fit for a headline. */
export const headline = (request: ActionRequest): string => `${brief(request.tool, 60)}${countOf(request)}`

const descriptive = [
  'command',
  'service',
  'target',
  'account',
  'vendor',
  'name',
  'version',
  'source',
  'record',
  'path',
  'url',
]

/** What the agent's parameters say the action is about (its words), at most `max` characters; empty if nothing tells. */
export const detail = ({ params }: ActionRequest, max: number): string =>
  brief(
    descriptive
      .map((name) => params[name])
      .filter((value): value is string => typeof value === 'string' && value !== '')
      .map(oneLine)
      .join(' · '),
    max,
  )
