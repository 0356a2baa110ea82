// The direct message to one of those who may decide: what waits, until when, and the way to its card.
import type { KnownAction } from '#domain/action/state.ts'
import type { Card } from '../shared/card.ts'
import { bold, code, moment, momentInUtc, richText, section, text } from '../shared/elements.ts'
import { brief, escaped } from '../shared/escape.ts'
import { headline } from './headline.ts'
import { riskWords } from './words.ts'

/** `link` leads to the card. */
export const directNote = ({ request, approval }: KnownAction, link: string): Card => {
  const risk = approval ? riskWords[approval.requirement.risk] : ''
  const until = approval?.expiresAt
  return {
    text: `${escaped(brief(request.agent, 60))} asks to run ${escaped(headline(request))}. ${risk}. You may decide${until ? ` until ${momentInUtc(until)}` : ''}: ${link}`,
    blocks: [
      richText(
        section(
          bold(brief(request.agent, 60)),
          text(' asks to run '),
          code(brief(request.tool, 60)),
          text(`: ${brief(headline(request), 150)}`),
        ),
        section(
          text(`${risk}. You may decide`),
          ...(until ? [text(' until '), moment(until)] : []),
          text(': '),
          { type: 'link', url: link, text: 'the card' },
          text(', or /claw queue.'),
        ),
      ),
    ],
    metadata: { eventType: 'claw_approval_note', key: request.id },
  }
}
