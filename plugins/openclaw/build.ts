// Bundles the plugin and its command into dist/, so that a gateway installs one package and no dependency.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = import.meta.dirname

await rm(join(root, 'dist'), { recursive: true, force: true })
await build({
  entryPoints: [join(root, 'src/index.ts'), join(root, 'src/cli.ts')],
  outdir: join(root, 'dist'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  logLevel: 'warning',
})
