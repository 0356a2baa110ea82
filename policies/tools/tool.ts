// How a tool is described: a schema for each parameter and the resources that its value stands for.
import * as z from 'zod'
import { looksLikeAddress, type Resource } from '../resources/resource.ts'
import type { Facts } from '../tool-facts.ts'

export interface Parameter {
  shape: z.ZodType
  /** Present where the value names something; a value of another shape could then not be judged. */
  resources?: (value: never) => Resource[]
}

export interface Call {
  [parameter: string]: unknown
}

export interface Tool {
  parameters: Record<string, Parameter>
  /** One of these must be there. */
  needs?: string[]
  /** All of these must be there. */
  requires?: string[]
  /** Whether parameters that are not listed are usual, and judged by what they look like. */
  open?: boolean
  /** The whole tool, or this call of it, only looks. */
  looks?: boolean | ((call: Call) => boolean)
  /** Resources that come from several parameters together. */
  together?: (call: Call) => Resource[]
  /** Numbers that policies count with. */
  counts?: (call: Call) => Partial<Facts>
}

const text = z.string('must be text').max(1_000_000, 'must have at most 1,000,000 characters')
const path = z.string('must be text').max(4_096, 'must have at most 4,096 characters')
const address = z.string('must be text').max(16_384, 'must have at most 16,384 characters')
const paths = z.union([path, z.array(path).max(500, 'must have at most 500 entries')], 'must be text')
const listed = (value: string | string[]): string[] => [value].flat().filter((each) => each !== '')

const file =
  (does: 'read' | 'send' | 'write') =>
  (value: string | string[]): Resource[] =>
    listed(value).map((each) => ({ kind: 'file', does, path: each }))

/** Named here and judged together with others: a value of another shape could not be. */
export const judged = (shape: z.ZodType): Parameter => ({ shape, resources: () => [] })

/** Says something to people or to the tool, and names nothing. */
export const says: Parameter = { shape: text }
/** Anything: a number, a switch, a list of words. */
export const plain: Parameter = { shape: z.json() }
export const oneOf = (...values: string[]): Parameter => ({ shape: z.enum(values) })

export const reads: Parameter = { shape: paths, resources: file('read') }
export const writes: Parameter = { shape: paths, resources: file('write') }
export const opens: Parameter = {
  shape: z.union([address, z.array(address).max(100)], 'must be text'),
  resources: (value: string | string[]) => listed(value).map((url) => ({ kind: 'address', url })),
}
export const runs: Parameter = {
  shape: z.string('must be text').max(100_000, 'must have at most 100,000 characters'),
  resources: (command: string) => (command.trim() === '' ? [] : [{ kind: 'command', text: command }]),
}

/** A file or an address, whichever the value is. */
const placed =
  (does: 'read' | 'send') =>
  (value: string): Resource[] => {
    if (/^\s*data:/i.test(value)) return []
    return looksLikeAddress(value) && !/^\s*file:/i.test(value)
      ? [{ kind: 'address', url: value }]
      : file(does)(value)
  }
export const readsOrOpens: Parameter = {
  shape: z.union([text, z.array(text).max(100)], 'must be text'),
  resources: (value: string | string[]) => listed(value).flatMap(placed('read')),
}
export const sendsOrOpens: Parameter = {
  shape: z.union([text, z.array(text).max(100)], 'must be text'),
  resources: (value: string | string[]) => listed(value).flatMap(placed('send')),
}

const shortEnough = 1_000
/** Everything short in a value of any shape: what an attachment says of its path, its name, its address. */
const textsIn = (value: unknown, depth = 0): string[] => {
  if (typeof value === 'string') return value.length <= shortEnough ? [value] : []
  if (depth > 4 || value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1))
}
/** Files that are sent along, each a path or an object that names one. */
export const sendsAll: Parameter = {
  shape: z.array(z.json(), 'must be a list').max(50, 'must have at most 50 entries'),
  resources: (value: unknown[]) =>
    textsIn(value)
      .filter((each) => !/^[\w-]+\/[\w.+-]+(;|$)/.test(each) || /^[./~]/.test(each) || !mimeTypes.test(each))
      .filter((each) => each !== '' && !kindsOfMedia.has(each))
      .flatMap(placed('send')),
}
const mimeTypes = /^(application|audio|font|image|message|model|multipart|text|video)\//
const kindsOfMedia = new Set([
  'image',
  'audio',
  'video',
  'file',
  'document',
  'base64',
  'utf8',
  'utf-8',
  'inline',
  'attachment',
])

export const described = (names: string, parameter: Parameter): Record<string, Parameter> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, parameter]),
  )

export const administers = (what: string): Resource => ({ kind: 'administration', what })
export const acts = (what: string): Resource => ({ kind: 'action', what })
export const unknown = (what: string): Resource => ({ kind: 'unknown', what })
