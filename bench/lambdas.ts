// What a cold start costs: each function's bundle, imported by fresh Node processes as Lambda would, beside a hello-world.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleFunctions } from '#infra/bundle.ts'
import { readService } from '#local/service.ts'
import { print } from './report.ts'
import { median } from './rounds.ts'

const root = join(import.meta.dirname, '..')
const HELLO = `export const handler = async () => ({ statusCode: 200, body: 'hello' })\n`

/** Prints milliseconds and the process's peak memory in kilobytes (Linux; what getrusage tells would include ours, from before the exec). */
const script = (file: string): string => `
  const began = performance.now()
  await import(${JSON.stringify(file)})
  const ms = performance.now() - began
  const { readFileSync } = await import('node:fs')
  const peakKb = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  process.stdout.write(JSON.stringify({ ms, peakKb }))
  process.exit()`

const importOnce = async (file: string, env: NodeJS.ProcessEnv): Promise<{ ms: number; peakKb: number }> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script(file)],
    { cwd: root, env, timeout: 20_000 },
  )
  return JSON.parse(stdout)
}

export const runLambdas = async (short: boolean): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'claw-bench-lambdas-'))
  try {
    const dist = join(folder, 'dist')
    const bundles = await bundleFunctions(root, dist)
    await mkdir(join(dist, 'hello'), { recursive: true })
    await writeFile(join(dist, 'hello', 'handler.mjs'), HELLO)
    const measured = [
      { name: 'hello-world', file: 'hello/handler.mjs', bytes: HELLO.length },
      ...bundles,
    ].map((bundle) => ({ ...bundle, samples: [] as { ms: number; peakKb: number }[] }))
    // What every function is given, source maps above all, is part of its cold start.
    const options = readService(root, 'local').environment['NODE_OPTIONS']
    const env = { PATH: process.env['PATH'], NODE_OPTIONS: String(options ?? ''), AWS_REGION: 'eu-central-1' }
    for (let round = 0; round < (short ? 1 : 11); round++)
      for (const { file, samples } of measured) samples.push(await importOnce(join(dist, file), env))
    print(
      'Cold starts',
      'Import of each bundle by a fresh Node process (median of interleaved rounds), and that process’s peak memory after it.',
      ['', 'bundle KB', 'import ms', 'fastest ms', 'peak MB'],
      measured.map(({ name, bytes, samples }) => [
        name,
        bytes / 1_000,
        median(samples.map(({ ms }) => ms)),
        Math.min(...samples.map(({ ms }) => ms)),
        median(samples.map(({ peakKb }) => peakKb)) / 1_024,
      ]),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
