// Bundles the plugin and its command into dist/, so that a gateway installs one package and no dependency.
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'
import { build } from 'esbuild'

const root = import.meta.dirname
const common = {
  outdir: join(root, 'dist'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  logLevel: 'warning',
} satisfies BuildOptions

const hashOf = async (name: string): Promise<[string, string]> => [
  name,
  createHash('sha256')
    .update(await readFile(join(root, name)))
    .digest('hex'),
]

await rm(join(root, 'dist'), { recursive: true, force: true })
await build({ ...common, entryPoints: [join(root, 'src/index.ts')] })
// The command is fetched apart from what it examines, so it knows what the plugin's files held when they were shipped.
const shipped = Object.fromEntries(
  await Promise.all(['dist/index.js', 'openclaw.plugin.json', 'package.json'].map(hashOf)),
)
await build({
  ...common,
  entryPoints: [join(root, 'src/cli.ts')],
  define: { shippedHashes: JSON.stringify(shipped) },
})
