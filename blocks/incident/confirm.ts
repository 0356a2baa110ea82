// Words that may declare an incident or mean another command: nothing is done until somebody says which.
import type { KnownBlock } from '@slack/types'
import type { Declaration } from '#domain/incident/declaration.ts'
import { severityName } from '#domain/incident/severity.ts'
import { actionIds, type DeclarationRef } from '../action-ids.ts'
import { button, sentence } from '../shared/elements.ts'
import { cut, oneLine } from '../shared/escape.ts'
import { TITLE_MAX } from './forms.ts'

/** @param declared the title without secrets; `once` makes two clicks one incident */
export const confirmDeclaration = (
  words: string,
  { title, severity, unsure, drill }: Declaration,
  once: string,
): KnownBlock[] => [
  sentence(words),
  {
    type: 'actions',
    elements: [
      button(
        actionIds.incidentDeclareAnyway,
        `Declare “${cut(oneLine(title), 50).shown}”`,
        {
          title: cut(title, TITLE_MAX).shown,
          ...(severity === undefined ? {} : { severity }),
          unsure,
          drill,
          once: once.slice(0, 100),
        } satisfies DeclarationRef,
        {
          accessibility_label: `Declare a new incident${drill ? ' as a drill' : ''} (${severityName(severity)})`,
        },
      ),
    ],
  },
]
