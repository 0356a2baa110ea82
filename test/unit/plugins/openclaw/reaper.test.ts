// Background processes are found by their tag and ended with all they started; everybody else's are left alone.
import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { canReap, reap, tagsOf } from '#plugins/openclaw/src/reaper.ts'
import { until } from '#test/openclaw/support/until.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** A shell that starts a sleep whose environment says nothing of its origin. */
const start = (state: string, session: string): ChildProcess => {
  const env = { PATH: process.env['PATH'], ...tagsOf(state, session) }
  const child = spawn('sh', ['-c', 'env -i /bin/sleep 30 & wait'], { env, stdio: 'ignore' })
  children.push(child)
  return child
}
const over = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

test.runIf(canReap)('one session, then all, and never another gateway', async () => {
  const [one, two, other] = [start('/here', 's1'), start('/here', 's2'), start('/there', 's1')] as const
  const sleeping = (child: ChildProcess) => spawnSync('pgrep', ['-P', `${child.pid}`, 'sleep']).status === 0
  await until('the sleeps', () => [one, two, other].every(sleeping))

  expect(await reap('/here', 's1', undefined)).toHaveLength(2)
  await until('its end', () => over(one))
  expect([over(two), over(other)]).toEqual([false, false])

  expect(await reap('/here', undefined, undefined)).toHaveLength(2)
  await until('its end', () => over(two))
  expect(over(other)).toBe(false)
})
