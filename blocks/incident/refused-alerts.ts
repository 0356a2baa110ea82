// What operators hear when a delivery of alerts could not be taken as it was: nobody sends it again.
import type { AlertsRefused } from '#domain/incident/alert.ts'
import type { Card } from '../shared/card.ts'
import { bold, code, richText, section, text } from '../shared/elements.ts'
import { brief, counted, escaped } from '../shared/escape.ts'

export const refusedAlerts = ({ by, count, problems }: AlertsRefused, key: string): Card => {
  const [first] = problems
  const words = `${counted(count, 'alert')} from ${brief(by.id, 30)} could not be taken`
  return {
    text: escaped(`⚠️ ${words}`),
    blocks: [
      richText(
        section(
          bold(`⚠️ ${words}`),
          ...(first
            ? [text('. The first: '), code(brief(`${first.field} ${first.message}`.trim(), 300))]
            : []),
          text(
            '. The sender does not send them again; what else the delivery held was taken. More of this hour are only on record: npm run audit.',
          ),
        ),
      ),
    ],
    metadata: { eventType: 'claw_refused_alerts', key },
  }
}
