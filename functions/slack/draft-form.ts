// A message about an incident while it is being written: which template fits, what can be proposed, and how it would read.
import { actionIds, DraftRef } from '#blocks/action-ids.ts'
import { COMPONENTS, type DraftForm, MAX_BLANK } from '#blocks/communication/form.ts'
import { momentInUtc } from '#blocks/shared/elements.ts'
import { audienceCalled, audiences } from '#config/audiences.ts'
import { directory, incidentSettings, statusSettings } from '#config/load.ts'
import { blanksOf, renderMessage, type TemplateChoice } from '#config/templates.ts'
import { sensitiveIn } from '#domain/communication/customer-check.ts'
import { type Audience, MessageKind } from '#domain/communication/state.ts'
import { updateSeconds } from '#domain/incident/settings.ts'
import { type Incident, isOpen } from '#domain/incident/state.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { listTold, type Published } from '#store/communication/communication.ts'
import type { Form } from './on-submit.ts'

/** What counts while nobody has said how bad it is. */
export const severityFor = ({ severity }: Incident): number => severity ?? 2

/** What this audience was told about this incident, newest first. */
export const publishedAbout = async ({ id }: Incident, audience: Audience): Promise<Published[]> =>
  (await listTold(200)).filter(({ draft }) => draft.incident === id && draft.audience.id === audience.id)

/** The kind that is due: nothing said yet, still going on, or over. */
export const kindDue = (incident: Incident, published: readonly Published[]): MessageKind => {
  if (published.length === 0 && isOpen(incident)) return 'acknowledgement'
  return isOpen(incident) && incident.status !== 'mitigated' ? 'update' : 'resolution'
}

const proposals = (incident: Incident, now: string): Record<string, string> => ({
  lead: incident.lead ? (directory().people[incident.lead]?.name ?? incident.lead) : 'nobody yet',
  since: momentInUtc(incident.detectedAt),
  nextUpdate: momentInUtc(plusSeconds(now, updateSeconds(incidentSettings(), incident.severity))),
  resolvedAt: momentInUtc(incident.reached.resolved ?? incident.reached.mitigated ?? now),
})

export interface Written {
  audience: Audience
  kind: MessageKind
  corrects?: string | undefined
  /** By the blank's name. */
  values: Record<string, string>
}

/** What stands in the form: chosen, typed, or remembered since it was drawn. */
export const writtenIn = ({ ref, values }: Form): Written & { incident: string; components: string[] } => {
  const drawn = DraftRef.parse(ref)
  const { [COMPONENTS]: components, ...blocks } = values
  const picked = (id: string) =>
    Object.values(blocks).find((block) => id in block)?.[id]?.selected_option?.value
  const blanks = Object.entries(blocks).filter(([, block]) => actionIds.communicationBlank in block)
  return {
    incident: drawn.incident,
    audience: audienceCalled(picked(actionIds.communicationAudience) ?? drawn.audience).audience,
    kind: MessageKind.parse(picked(actionIds.communicationKind) ?? drawn.kind),
    corrects: picked(actionIds.communicationCorrects) ?? drawn.corrects,
    values: Object.fromEntries(
      blanks.map(([name, blank]) => [name, blank[actionIds.communicationBlank]?.value ?? '']),
    ),
    components: Object.values(components ?? {}).flatMap(({ selected_options: all }) =>
      (all ?? []).map(({ value }) => value),
    ),
  }
}

const choice = (incident: Incident, { kind, audience }: Written): TemplateChoice => ({
  kind,
  severity: severityFor(incident),
  audience: audience.id,
})

const filledIn = new Set(['incident', 'severity', 'correctedAt'])
/** What the product fills in itself. */
const known = (
  incident: Incident,
  published: readonly Published[],
  corrects: string | undefined,
): Record<string, string> => {
  const wrong = published.find(({ draft }) => draft.id === corrects)
  return {
    incident: incident.id,
    severity: String(severityFor(incident)),
    ...(wrong ? { correctedAt: momentInUtc(wrong.publishedAt) } : {}),
  }
}

/** The blanks that a person fills in, in order. */
export const blanksToFill = (incident: Incident, written: Written): string[] =>
  blanksOf(choice(incident, written)).filter((name) => !filledIn.has(name))

export const render = (incident: Incident, written: Written, published: readonly Published[]) =>
  renderMessage(choice(incident, written), {
    ...written.values,
    ...known(incident, published, written.corrects),
  })

/** The form as it should stand now. */
export const draftForm = (
  incident: Incident,
  written: Written,
  published: readonly Published[],
  now: string,
): DraftForm => {
  const { kind, audience } = written
  const correctable = kind === 'correction' ? published.slice(0, 20).map(({ draft }) => draft) : []
  const chosen = correctable.find(({ id }) => id === written.corrects) ?? correctable[0]
  const corrects = chosen?.id
  const proposed = proposals(incident, now)
  const blanks = blanksToFill(incident, written)
  const values = Object.fromEntries(
    blanks.map((name) => [name, (written.values[name] ?? proposed[name] ?? '').slice(0, MAX_BLANK)]),
  )
  const shown = Object.fromEntries(blanks.map((name) => [name, values[name]?.trim() || `[${name}]`]))
  const preview = render(incident, { audience, kind, corrects, values: shown }, published)
  const readable = 'missing' in preview ? { title: kind, text: preview.missing.join(', ') } : preview
  return {
    incident: incident.id,
    drill: incident.drill,
    severity: severityFor(incident),
    kind,
    audience,
    audiences: audiences().map((each) => each.audience),
    kinds: [
      'acknowledgement',
      'update',
      'resolution',
      ...(published.length > 0 ? ['correction'] : []),
    ] as MessageKind[],
    blanks: blanks.map((name) => ({ name, initial: values[name] || undefined })),
    components: audience.public
      ? Object.entries(statusSettings().components).map(([id, { name }]) => ({
          id,
          name,
          affected: published.some(({ draft }) => draft.components.includes(id)),
        }))
      : [],
    correctable,
    corrects,
    preview: readable,
    problem: sensitiveIn(readable),
  }
}
