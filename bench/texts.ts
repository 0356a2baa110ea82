// Whether what reads other people's texts takes time in proportion to their length: the longest of a kind against one a fifth as long.
import { maskText } from '#domain/sensitive/mask.ts'
import { findSensitive } from '#domain/sensitive/personal-data.ts'
import { parseMrkdwn } from '#packages/workspace/text/mrkdwn.ts'
import { commandFacts } from '#policies/shell/command.ts'
import { mrkdwnPieces, sensitivePieces, shapes, shellPieces } from '#test/support/hostile-texts.ts'
import { print } from './report.ts'
import { median } from './rounds.ts'

/** A fifth of it is still longer than any bound that a pattern has. */
const LENGTH = 80_000
const TIMES_LONGER = 5
/** In proportion is 5; whatever looks at everything again for every character comes to 25. */
const MOST = 15
/** What is over sooner than this has nothing to multiply, and is mostly noise. */
const NOTICEABLE_MS = 40

const readers: { name: string; pieces: readonly string[]; read: (text: string) => unknown }[] = [
  { name: 'secrets', pieces: sensitivePieces, read: maskText },
  { name: 'personal data', pieces: sensitivePieces, read: findSensitive },
  { name: 'shell commands', pieces: shellPieces, read: commandFacts },
  { name: 'mrkdwn on the page', pieces: mrkdwnPieces, read: (text) => parseMrkdwn(text) },
]

/** Of the processor, in milliseconds: who else uses the machine does not count. */
const spentOn = (work: () => unknown): number => {
  const began = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1_000
}

/** How many times longer the long text takes; what looks steep is measured again, since once is no measure. */
const growthOf = (read: (text: string) => unknown, short: string, long: string, rounds: number) => {
  const growths: number[] = []
  let spent = 0
  do {
    spent = spentOn(() => read(long))
    if (spent < NOTICEABLE_MS) return { growth: 0, spent }
    const asMuch = spentOn(() => {
      for (let time = 0; time < TIMES_LONGER; time++) read(short)
    })
    growths.push((spent / asMuch) * TIMES_LONGER)
  } while (median(growths) > MOST && growths.length < rounds)
  return { growth: median(growths), spent }
}

export const runTexts = (short: boolean): void => {
  const rows: (string | number)[][] = []
  const steep: string[] = []
  for (const { name, pieces, read } of readers) {
    let worst = { growth: 0, spent: 0, text: '' }
    for (const piece of pieces)
      for (const [shape, made] of short ? shapes.slice(1) : shapes) {
        const texts = [made(piece, LENGTH / TIMES_LONGER), made(piece, LENGTH)] as const
        const measured = growthOf(read, ...texts, short ? 5 : 15)
        const text = `${JSON.stringify(piece)} ${shape}`
        if (measured.growth > worst.growth) worst = { ...measured, text }
        if (measured.growth > MOST) steep.push(`${name}: ${text}, ${Math.round(measured.growth)} times`)
      }
    rows.push([name, worst.growth, worst.spent, worst.text])
  }
  print(
    'Reading hostile texts',
    `How many times longer ${LENGTH.toLocaleString('en-US')} characters take than a fifth of them (5: in proportion), for the worst text of its kind.`,
    ['reader', 'times longer', 'CPU ms', 'worst text'],
    rows,
  )
  if (steep.length > 0) throw new Error(`More than ${MOST} times longer:\n${steep.join('\n')}`)
}
