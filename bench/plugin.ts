// What the plugin adds to an allowed tool call: its whole judgement beside the one HTTP call that it makes, against the same gate.
import { performance } from 'node:perf_hooks'
import { startRig } from '#test/unit/plugins/openclaw/rig.ts'
import { print } from './report.ts'

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Both ways in turns, so that whatever else the machine does meets both. The gate is a stand-in that answers at once. */
export const runPlugin = async (short: boolean): Promise<void> => {
  const rig = await startRig()
  try {
    const params = { path: 'notes.md', content: 'x'.repeat(200) }
    const body = JSON.stringify({ idempotencyKey: 'bench', tool: 'write', params, session: 's', run: 'r' })
    const headers = { authorization: 'Bearer a-token', 'content-type': 'application/json' }
    const bare = async () => {
      const answer = await fetch(`${rig.gate.url}/v1/actions`, { method: 'POST', headers, body })
      await answer.json()
    }
    let call = 0
    const judged = () => rig.judge('write', params, { toolCallId: `call_${++call}` })
    for (let round = 0; round < 50; round++) await Promise.all([bare(), judged()])

    const times = { bare: [] as number[], judged: [] as number[] }
    for (let round = 0; round < (short ? 200 : 1_000); round++) {
      times.bare.push(await timed(bare))
      times.judged.push(await timed(judged))
    }
    const sorted = {
      bare: times.bare.toSorted((a, b) => a - b),
      judged: times.judged.toSorted((a, b) => a - b),
    }
    const ratio = percentile(sorted.judged, 0.5) / percentile(sorted.bare, 0.5)
    print(
      'The plugin, per allowed tool call (ms)',
      'The bare HTTP round trip to a gate that answers at once, and the plugin’s whole judgement with that call inside.',
      ['', 'p50', 'p99', '× bare'],
      [
        ['bare HTTP', percentile(sorted.bare, 0.5), percentile(sorted.bare, 0.99), 1],
        ['plugin', percentile(sorted.judged, 0.5), percentile(sorted.judged, 0.99), ratio],
      ],
    )
  } finally {
    await rig.close()
  }
}
