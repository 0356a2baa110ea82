// Every message and form of writing to customers, with the given foreign words wherever somebody may write.
import { audiencePost, communicationCard, readerReminder } from '#blocks/communication/card.ts'
import { communicationForm } from '#blocks/communication/form.ts'
import type { Audience, Communication, Draft } from '#domain/communication/state.ts'

const at = '2026-03-01T09:00:00.000Z'
const by = { kind: 'person' as const, id: 'USUPPORT' }

const customers: Audience = { id: 'customers', name: 'customers', public: true }
const inside = (words: string): Audience => ({ id: 'colleagues', name: words.slice(0, 40), public: false })

const draftOf = (words: string): Draft => ({
  id: 'upd-1',
  incident: 'INC-1',
  kind: 'update',
  severity: 1,
  drill: false,
  audience: customers,
  title: words.slice(0, 150),
  text: words.slice(0, 3_000),
  components: ['agents'],
  draftedBy: by,
  draftedAt: at,
  needsSecond: true,
})

const statesOf = (words: string): Communication[] => {
  const draft = draftOf(words)
  const second = { kind: 'person' as const, id: 'UPRODUCT' }
  return [
    { status: 'draft', draft },
    { status: 'draft', draft: { ...draft, drill: true } },
    { status: 'draft', draft: { ...draft, audience: inside(words) } },
    { status: 'published', draft, publishedBy: second, publishedAt: at },
    { status: 'discarded', draft, discardedBy: second, at, reason: words },
  ]
}

export const communicationMessages = (
  words: string,
): { text: string; blocks: unknown[]; metadata?: unknown }[] => [
  ...statesOf(words).map((message) => communicationCard(message, ['UPRODUCT', 'UPLATFORM'])),
  readerReminder(statesOf(words)[2]!, ['UPRODUCT'], 1),
  audiencePost(draftOf(words)),
]

export const communicationViews = (words: string): unknown[] => {
  const kinds = ['acknowledgement', 'update', 'resolution', 'correction'] as const
  return kinds.flatMap((kind) =>
    [1, 4].map((severity) =>
      communicationForm({
        incident: 'INC-1',
        drill: severity === 1,
        severity,
        kind,
        kinds,
        audience: severity === 1 ? customers : inside(words),
        audiences: [customers, inside(words)],
        blanks: [
          { name: 'problem', initial: words.slice(0, 140) },
          { name: 'progress' },
          { name: words.slice(0, 200) },
        ],
        components: [{ id: 'agents', name: words, affected: severity === 1 }],
        correctable: kind === 'correction' ? [{ id: 'upd-1', title: words }] : [],
        corrects: kind === 'correction' ? 'upd-1' : undefined,
        preview: { title: words, text: words },
        problem: words,
      }),
    ),
  )
}
