// Lays the gates out for a terminal or as Markdown, so that a client can read them and sign.

import type { Requirement } from '#domain/action/judgement.ts'
import { approvalSeconds } from '#domain/action/risk.ts'
import type { Gate } from './gates.ts'

const columns = ['Tool', 'When', 'Who', 'People', 'Risk', 'Time', 'Policy']

const duration = (seconds: number): string =>
  seconds < 2 * 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`

/** "support and one of product, security" */
export const who = ({ groups }: Requirement): string =>
  groups.map((group) => (group.length === 1 ? group[0] : `one of ${group.join(', ')}`)).join(' and ')

const row = ({ policy, tools, condition, requirement }: Gate): string[] =>
  requirement
    ? [
        tools.join(', '),
        condition,
        who(requirement),
        String(requirement.quorum),
        requirement.risk,
        duration(approvalSeconds[requirement.risk]),
        policy,
      ]
    : [tools.join(', '), condition, 'nobody: denied', '–', '–', '–', policy]

/** Breaks at spaces; a word that is longer than the width stays whole. */
const wrapped = (text: string, width: number): string[] => {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    if (line && line.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}

const widest = 44

/** Aligned columns with a rule under the head; long cells take several lines. */
export const terminalTable = (gates: readonly Gate[]): string => {
  const cells = [columns, ...gates.map(row)].map((each) => each.map((cell) => wrapped(cell, widest)))
  const widths = columns.map((_, column) =>
    Math.max(...cells.flatMap((each) => each[column]!.map(({ length }) => length))),
  )
  const lines = cells.map((each) => {
    const height = Math.max(...each.map(({ length }) => length))
    return Array.from({ length: height }, (_, index) =>
      each
        .map((cell, column) => (cell[index] ?? '').padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    ).join('\n')
  })
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)].join('\n')
}

export const markdownTable = (gates: readonly Gate[]): string => {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...gates.map((gate) => line(row(gate)))].join('\n')
}
