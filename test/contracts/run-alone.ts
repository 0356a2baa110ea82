// Runs one packaged function on bare Node, in a folder with nothing but its zip: what Lambda's cold start does.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { PackagedService } from './packaged-service.ts'

type Environment = Record<string, string>

/** Runs `script` as Lambda would: in a folder that holds the function's zip and nothing else. */
export async function runAlone(
  service: PackagedService,
  name: string,
  script: string,
  environment: Environment = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `claw-control-${name}-`))
  for (const [path, bytes] of Object.entries(service.zips[name] ?? {})) {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', `${script}; process.exit()`],
    {
      cwd: folder,
      env: { AWS_REGION: 'eu-central-1', ...environmentOf(service, name), ...environment },
    },
  )
  await rm(folder, { recursive: true })
  return stdout
}

/** What the function's handler answers to one HTTP event. */
export async function invokeAlone(
  service: PackagedService,
  name: string,
  event: Record<string, unknown>,
  environment: Environment,
): Promise<{ statusCode: number; body: string }> {
  const context = { requestContext: { requestId: 'r1', http: { method: 'POST', path: event['rawPath'] } } }
  const script = `
    const { handler } = await import('./dist/functions/${name}/handler.mjs')
    const lambda = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 5000 }
    const answer = await handler(${JSON.stringify({ ...context, ...event })}, lambda)
    process.stdout.write('\\n' + JSON.stringify(answer))`
  const lines = (await runAlone(service, name, script, environment)).split('\n')
  // Whatever the function logged stands above.
  return JSON.parse(lines.at(-1) ?? '')
}

/** The function's variables; what CloudFormation would compute is a word that nothing may need to understand. */
function environmentOf(service: PackagedService, name: string): Environment {
  const id = `${name[0]!.toUpperCase()}${name.slice(1)}LambdaFunction`
  const properties = service.template.Resources[id]?.Properties as {
    Environment: { Variables: Record<string, unknown> }
  }
  return Object.fromEntries(
    Object.entries(properties.Environment.Variables).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : 'computed-on-deployment',
    ]),
  )
}
