// Why: a support lead edits these files, and whoever reads the message must get the one that was meant for them.
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audiences } from '#config/audiences.ts'
import { blanksOf, renderMessage } from '#config/templates.ts'
import { MessageKind } from '#domain/communication/state.ts'

const everybody = audiences().map(({ audience }) => audience.id)
const choices = MessageKind.options.flatMap((kind) =>
  everybody.flatMap((audience) => [1, 2, 3, 4].map((severity) => ({ kind, severity, audience }))),
)
const filled = (choice: (typeof choices)[number]) =>
  renderMessage(choice, Object.fromEntries(blanksOf(choice).map((name) => [name, `<${name}>`])))

describe('the template of a message', () => {
  it.each(choices)(
    'for a $kind, SEV$severity, for $audience has a title, a text and no blank left',
    (choice) => {
      const message = filled(choice)
      expect(message).toMatchObject({ title: expect.stringMatching(/\S/), text: expect.stringMatching(/\S/) })
      expect(JSON.stringify(message)).not.toMatch(/\{\{|\}\}/)
    },
  )
  it('is the one for its readers before the one for its severity, and the general one at last', () => {
    const titleOf = (severity: number, audience: string) => {
      const message = filled({ kind: 'acknowledgement', severity, audience })
      return 'title' in message ? message.title : message.missing.join()
    }
    expect(titleOf(1, 'customers')).toBe('Serious disruption: <problem>')
    expect(titleOf(2, 'customers')).toBe('We are looking into <problem>')
    expect(titleOf(1, 'colleagues')).toBe('<incident>, SEV1, agents are read-only: <problem>')
    expect(titleOf(2, 'colleagues')).toBe('<incident>, SEV<severity>: <problem>')
    expect(titleOf(2, 'somebody-else')).toBe('We are looking into <problem>')
  })
  it('names every blank that is still empty', () => {
    const choice = { kind: 'update', severity: 3, audience: 'customers' } as const
    expect(renderMessage(choice, { problem: 'slow mails', progress: '  ' })).toEqual({
      missing: ['progress', 'impact', 'nextUpdate'],
    })
  })
  it('has a name that the product looks for', () => {
    const kinds = MessageKind.options.join('|')
    const name = new RegExp(`^(${kinds})(\\.sev[1-4])?(\\.(${everybody.join('|')}))?\\.txt$`)
    const files = readdirSync('templates').filter((file) => file !== 'README.md')
    expect(files.filter((file) => !name.test(file))).toEqual([])
  })
})
