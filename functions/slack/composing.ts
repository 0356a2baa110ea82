// A message to customers while it is being written: which template fits, what can be proposed, and how it would read.
import { type Composing, MAX_BLANK } from '#blocks/communication-form.ts'
import { momentInUtc } from '#blocks/elements.ts'
import { incidentSettings, statusSettings } from '#config/load.ts'
import { blanksOf, renderMessage } from '#config/templates.ts'
import { sensitiveSentence } from '#domain/communication.ts'
import type { MessageKind } from '#domain/communication-state.ts'
import { updateSeconds } from '#domain/incident-settings.ts'
import { type Incident, isOpen } from '#domain/incident-state.ts'
import { plusSeconds } from '#domain/time.ts'
import { listPublished, type Published } from '#store/communication.ts'

/** What counts while nobody has said how bad it is. */
export const severityFor = ({ severity }: Incident): number => severity ?? 2

/** What customers were told about this incident, newest first. */
export const publishedAbout = async ({ id }: Incident): Promise<Published[]> =>
  (await listPublished(200)).filter(({ draft }) => draft.incident === id)

/** The kind that is due: nothing said yet, still going on, or over. */
export const kindDue = (incident: Incident, published: readonly Published[]): MessageKind => {
  if (published.length === 0 && isOpen(incident)) return 'acknowledgement'
  return isOpen(incident) && incident.status !== 'mitigated' ? 'update' : 'resolution'
}

const proposals = (incident: Incident, now: string): Record<string, string> => ({
  since: momentInUtc(incident.detectedAt),
  nextUpdate: momentInUtc(plusSeconds(now, updateSeconds(incidentSettings(), incident.severity))),
  resolvedAt: momentInUtc(incident.reached.resolved ?? incident.reached.mitigated ?? now),
})

export interface Written {
  kind: MessageKind
  corrects?: string | undefined
  /** By the blank's name. */
  values: Record<string, string>
}

/** Blanks that the product fills in itself. */
const known = (published: readonly Published[], corrects: string | undefined): Record<string, string> => {
  const wrong = published.find(({ draft }) => draft.id === corrects)
  return wrong ? { correctedAt: momentInUtc(wrong.publishedAt) } : {}
}

/** The blanks that a person fills in, in order. */
export const blanksToFill = (kind: MessageKind, severity: number): string[] =>
  blanksOf(kind, severity).filter((name) => name !== 'correctedAt')

export const render = (
  incident: Incident,
  { kind, corrects, values }: Written,
  published: readonly Published[],
) => renderMessage(kind, severityFor(incident), { ...values, ...known(published, corrects) })

/** The form as it should stand now. */
export const composing = (
  incident: Incident,
  written: Written,
  published: readonly Published[],
  now: string,
): Composing => {
  const { kind } = written
  const severity = severityFor(incident)
  const correctable = kind === 'correction' ? published.slice(0, 20).map(({ draft }) => draft) : []
  const corrects = kind === 'correction' ? (written.corrects ?? correctable[0]?.id) : undefined
  const proposed = proposals(incident, now)
  const blanks = blanksToFill(kind, severity)
  const values = Object.fromEntries(
    blanks.map((name) => [name, (written.values[name] ?? proposed[name] ?? '').slice(0, MAX_BLANK)]),
  )
  const shown = Object.fromEntries(blanks.map((name) => [name, values[name]?.trim() || `[${name}]`]))
  const preview = render(incident, { kind, corrects, values: shown }, published)
  const readable = 'missing' in preview ? { title: kind, text: preview.missing.join(', ') } : preview
  return {
    ...{ incident: incident.id, drill: incident.drill, severity, kind },
    kinds: [
      ...['acknowledgement', 'update', 'resolution'],
      ...(published.length > 0 ? ['correction'] : []),
    ] as MessageKind[],
    blanks: blanks.map((name) => ({ name, initial: values[name] || undefined })),
    components: Object.entries(statusSettings().components).map(([id, { name }]) => ({ id, name })),
    ...{ correctable, corrects, preview: readable },
    problem: sensitiveSentence(`${readable.title}\n${readable.text}`),
  }
}
