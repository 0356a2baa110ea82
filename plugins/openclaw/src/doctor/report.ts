// The doctor's verdict, for people: first whether the gateway is protected, then why not and how to mend it, then the rest.
import type { Finding } from './finding.ts'

export interface Report {
  protected: boolean
  findings: readonly Finding[]
}

export const reportOf = (findings: readonly Finding[]): Report => ({
  protected: findings.every(({ state }) => state !== 'open'),
  findings,
})

const labels = { open: 'NOT PROTECTED', note: 'note         ', protected: 'protected    ' } as const
const order = ['open', 'note', 'protected'] as const

const lineOf = ({ state, what, cure }: Finding): string =>
  `${labels[state]}  ${what}${cure === undefined ? '' : `\n               → ${cure}`}`

const countOf = ({ findings }: Report, state: Finding['state']): number =>
  findings.filter((finding) => finding.state === state).length

/** The worst first; the verdict stands at the top and once more at the end. */
export const printed = (report: Report): string => {
  const open = countOf(report, 'open')
  const verdict = report.protected
    ? 'This gateway is PROTECTED.'
    : `This gateway is NOT PROTECTED: ${open} point${open === 1 ? '' : 's'} to mend.`
  const lines = order.flatMap((state) =>
    report.findings.filter((finding) => finding.state === state).map(lineOf),
  )
  return [verdict, '', ...lines, '', `${countOf(report, 'protected')} protected, ${open} not protected`].join(
    '\n',
  )
}
