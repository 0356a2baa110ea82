// Packages the service as a deployment would, in a folder of its own, with no network, no credentials and no home.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { type Bundle, bundleFunctions, OUTPUT_FOLDER } from '#infra/bundle.ts'

export interface Resource {
  Type: string
  DependsOn?: string | string[]
  Properties?: Record<string, unknown>
  [attribute: string]: unknown
}

export interface Template {
  Resources: Record<string, Resource>
  Outputs?: Record<string, unknown>
}

export interface PackagedService {
  folder: string
  template: Template
  bundles: Bundle[]
  /** By function: what its zip holds, path → bytes. */
  zips: Record<string, Record<string, Uint8Array>>
}

export const ROOT = join(import.meta.dirname, '..', '..')

const READ_BY_SERVERLESS = ['serverless.yml', 'infra', 'workflows', 'policies', 'config', 'templates']

const NETWORK_OFF = `data:text/javascript,${encodeURIComponent(
  `import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('the network is off') }`,
)}`

export async function packageService(): Promise<PackagedService> {
  const folder = await mkdtemp(join(tmpdir(), 'claw-control-package-'))
  for (const path of READ_BY_SERVERLESS.filter((path) => existsSync(join(ROOT, path)))) {
    await cp(join(ROOT, path), join(folder, path), { recursive: true })
  }
  const bundles = await bundleFunctions(ROOT, join(folder, OUTPUT_FOLDER))

  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js')
  await promisify(execFile)(process.execPath, ['--import', NETWORK_OFF, serverless, 'package'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
  })

  const output = join(folder, '.serverless')
  const zipFiles = (await readdir(output)).filter((file) => file.endsWith('.zip'))
  const zips: PackagedService['zips'] = {}
  for (const file of zipFiles) zips[basename(file, '.zip')] = unzipSync(await readFile(join(output, file)))
  const template: Template = JSON.parse(
    await readFile(join(output, 'cloudformation-template-update-stack.json'), 'utf8'),
  )
  return { folder, template, bundles, zips }
}
