// The parameters of the business tools, and the numbers that policies count with.
import * as z from 'zod'
import { type Call, judged, sendsAll, type Tool } from './tool.ts'

const line = (max: number) =>
  z.string('must be text').min(1, 'must not be empty').max(max, `must have at most ${max} characters`)

/** One plain address. A list in disguise ("a@x, b@y") would be counted once. */
const address = z
  .string()
  .max(320, 'must have at most 320 characters')
  .regex(
    /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+$/,
    'must be one plain e-mail address, like a@example.com',
  )
const addresses = z
  .array(address, 'must be a list of e-mail addresses')
  .max(10_000, 'must have at most 10,000 entries')

const listed = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => String(each).toLowerCase()) : []

const email: Tool = {
  parameters: {
    to: judged(addresses.min(1, 'must have at least one address')),
    cc: judged(addresses),
    bcc: judged(addresses),
    replyTo: judged(address),
    subject: judged(z.string('must be text').max(1_000, 'must have at most 1,000 characters')),
    body: judged(z.string('must be text').max(500_000, 'must have at most 500,000 characters')),
    attachments: sendsAll,
    commitment: judged(z.boolean('must be true or false')),
  },
  requires: ['to', 'subject', 'body'],
  counts: ({ to, cc, bcc, commitment }: Call) => ({
    recipients: new Set([to, cc, bcc].flatMap(listed)).size,
    commitment: commitment === true,
  }),
}

/** One record. A wildcard or a list in disguise would be counted once. */
const recordId = z.union(
  [
    z.int(),
    z
      .string()
      .max(200)
      .regex(/^[\p{L}\p{N}._:@/#+-]+$/u),
  ],
  'must be one record id: letters, digits and . _ : @ / # + -',
)

export const businessTools: Record<string, Tool> = {
  'email.send': email,
  'crm.read': { parameters: {}, looks: true, open: true },
  'calendar.read': { parameters: {}, looks: true, open: true },
  'crm.update': {
    parameters: { record: judged(recordId), fields: judged(z.record(z.string(), z.json())) },
    requires: ['record', 'fields'],
    counts: () => ({ records: 1 }),
  },
  'crm.delete': {
    parameters: {
      records: judged(
        z
          .array(recordId, 'must be a list of record ids')
          .min(1, 'must name a record')
          .max(10_000, 'must have at most 10,000 entries'),
      ),
    },
    requires: ['records'],
    counts: ({ records }) => ({ records: Array.isArray(records) ? records.length : 0 }),
  },
  'purchase.create': {
    parameters: {
      vendor: judged(line(200)),
      amount: judged(z.number('must be a number').positive('must be more than 0').max(1e12)),
      currency: judged(
        z.string('must be text').regex(/^[A-Za-z]{3}$/, 'must be a three-letter currency code, like EUR'),
      ),
    },
    requires: ['vendor', 'amount', 'currency'],
    counts: ({ amount }) => ({ amount: Math.ceil(Number(amount)) }),
  },
  'routing.update': {
    parameters: { service: judged(line(200)), target: judged(line(1_000)) },
    requires: ['service', 'target'],
  },
  'oauth.grant': {
    parameters: {
      account: judged(line(320)),
      scopes: judged(z.array(line(300), 'must be a list of scopes').min(1, 'must name a scope').max(100)),
    },
    requires: ['account', 'scopes'],
  },
  'skill.install': {
    parameters: { name: judged(line(200)), version: judged(line(100)), source: judged(line(1_000)) },
    requires: ['name', 'version', 'source'],
  },
}
