// `npm run build`: bundles every function, prints what each weighs and fails when one outgrew its budget.
import { join } from 'node:path'
import { checkSettings } from '#config/load.ts'
import { type Bundle, bundleFunctions, OUTPUT_FOLDER } from './bundle.ts'

/**
 * Kilobytes of JavaScript, unzipped: what Node has to read and compile on a cold start. Roughly a quarter over
 * today's size, so that a dependency which slips in is noticed on the day it does.
 */
const TABLE_ONLY_KB = 450
/** The YAML of config/ comes on top. */
const READS_CONFIG_KB = 600
/** And the Slack client. */
const POSTS_TO_SLACK_KB = 680
const BUDGET_KB: Record<string, number> = {
  // Reads what goes to customers, and so carries what tells their phones and ids from other numbers.
  slack: 1_150,
  // Judges, and so carries a shell's parser and what every tool's parameters mean.
  gate: 850,
  ...each(READS_CONFIG_KB, ['relay', 'sweep', 'webhooks', 'status', 'usage']),
  ...each(POSTS_TO_SLACK_KB, [
    'incidents',
    'canary',
    'approvalGateRequestApproval',
    'approvalGateAnnounceDecision',
    'recoveryAnnounceRecovery',
    'incidentAnnounceIncident',
    'communicationShowDraft',
    'communicationNotifyAudience',
    'killSwitchAnnounceSwitch',
    'switchDrillAnnounceDrill',
    'noticeNotifyPeople',
  ]),
}

// A setting that is wrong is found before it is shipped.
checkSettings()

const root = join(import.meta.dirname, '..')
const bundles = await bundleFunctions(root, join(root, OUTPUT_FOLDER))
const rows = bundles.map(weigh).sort((a, b) => b.kilobytes - a.kilobytes)

console.table(
  Object.fromEntries(rows.map(({ name, kilobytes, budget }) => [name, { KB: kilobytes, budget }])),
)

const tooBig = rows.filter(({ kilobytes, budget }) => kilobytes > budget)
for (const { name, kilobytes, budget } of tooBig) {
  console.error(`${name} weighs ${kilobytes} KB, over its budget of ${budget} KB (infra/build.ts).`)
}
process.exitCode = tooBig.length > 0 ? 1 : 0

function each(kilobytes: number, names: string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, kilobytes]))
}

function weigh({ name, bytes }: Bundle) {
  return { name, kilobytes: Math.round(bytes / 1000), budget: BUDGET_KB[name] ?? TABLE_ONLY_KB }
}
