// The parameters of the business tools. They are strict: what nobody reads here, nobody could judge.
import * as z from 'zod'
import { namesSecret } from './secret-files.ts'
import { type ToolFacts, tool } from './tool-facts.ts'

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

const attachment = z.union([line(1_000), z.record(z.string().max(100), z.string().max(1_000_000))])
/** Everything short that an attachment says of itself: its path, its name, its URL. */
const attachmentNames = (given: z.infer<typeof attachment>): string[] =>
  typeof given === 'string' ? [given] : Object.values(given).filter((value) => value.length <= 1_000)

const email = tool(
  z.strictObject({
    to: addresses.min(1, 'must have at least one address'),
    cc: addresses.optional(),
    bcc: addresses.optional(),
    replyTo: address.optional(),
    subject: z.string('must be text').max(1_000, 'must have at most 1,000 characters'),
    body: z.string('must be text').max(500_000, 'must have at most 500,000 characters'),
    attachments: z.array(attachment).max(50, 'must have at most 50 entries').optional(),
    commitment: z.boolean('must be true or false').optional(),
  }),
  ({ to, cc = [], bcc = [], attachments = [], commitment = false }) => ({
    recipients: new Set([...to, ...cc, ...bcc].map((each) => each.toLowerCase())).size,
    commitment,
    secretFile: attachments.flatMap(attachmentNames).some(namesSecret),
  }),
)

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

export const businessTools: Record<string, ToolFacts> = {
  'email.send': email,
  'crm.update': tool(z.strictObject({ record: recordId, fields: z.record(z.string(), z.json()) }), () => ({
    records: 1,
  })),
  'crm.delete': tool(
    z.strictObject({
      records: z
        .array(recordId, 'must be a list of record ids')
        .min(1, 'must name a record')
        .max(10_000, 'must have at most 10,000 entries'),
    }),
    ({ records }) => ({ records: records.length }),
  ),
  'purchase.create': tool(
    z.strictObject({
      vendor: line(200),
      amount: z.number('must be a number').positive('must be more than 0').max(1e12),
      currency: z.string().regex(/^[A-Za-z]{3}$/, 'must be a three-letter currency code, like EUR'),
    }),
    ({ amount }) => ({ amount: Math.ceil(amount) }),
  ),
  'routing.update': tool(z.strictObject({ service: line(200), target: line(1_000) }), () => ({})),
  'oauth.grant': tool(
    z.strictObject({
      account: line(320),
      scopes: z.array(line(300), 'must be a list of scopes').min(1, 'must name a scope').max(100),
    }),
    () => ({}),
  ),
  'skill.install': tool(
    z.strictObject({ name: line(200), version: line(100), source: line(1_000) }),
    () => ({}),
  ),
}
