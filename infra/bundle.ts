// Turns each function of serverless.yml into one file that runs on bare Node, with what it drags along measured.
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { parse } from 'yaml'

export interface Bundle {
  /** The key in serverless.yml. */
  name: string
  /** The emitted module, relative to the output folder: `functions/gate/handler.mjs`. */
  file: string
  bytes: number
  /** What really ended up inside after tree shaking, relative to the repository root. */
  inputs: string[]
}

/** Where handlers live in serverless.yml; the laptop drops it and runs the sources. */
export const OUTPUT_FOLDER = 'dist'

const CEDAR_WASM = 'node_modules/@cedar-policy/cedar-wasm/nodejs/cedar_wasm_bg.wasm'

/**
 * Some of our dependencies are CommonJS and ask for `require`; Cedar looks for its .wasm in `__dirname`.
 * An ES module has neither.
 */
const BANNER = [
  `import { createRequire } from 'node:module'`,
  'const require = createRequire(import.meta.url)',
  'const __dirname = import.meta.dirname',
].join(';')

/** Bolt's servers for places that are not Lambda load these; left out they save nine tenths of the Slack bundle. */
const withoutBoltServers: Plugin = {
  name: 'without-bolt-servers',
  setup(pluginBuild) {
    const servers = /^(express|raw-body|path-to-regexp|@slack\/oauth|@slack\/socket-mode)$/
    pluginBuild.onResolve({ filter: servers }, ({ path }) => ({ path, namespace: 'left-out' }))
    pluginBuild.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** The functions of serverless.yml as source files: `{ gate: 'functions/gate/handler.ts' }`. */
export async function readEntryPoints(root: string): Promise<Record<string, string>> {
  const service: { functions: Record<string, { handler: string }> } = parse(
    await readFile(join(root, 'serverless.yml'), 'utf8'),
  )
  return Object.fromEntries(
    Object.entries(service.functions).map(([name, { handler }]) => [
      name,
      `${relative(OUTPUT_FOLDER, handler).replace(/\.\w+$/, '')}.ts`,
    ]),
  )
}

/** Empties `outputFolder` and writes every function's bundle to it. Throws what esbuild finds wrong. */
export async function bundleFunctions(root: string, outputFolder: string): Promise<Bundle[]> {
  const entryPoints = await readEntryPoints(root)
  await rm(outputFolder, { recursive: true, force: true })
  return Promise.all(
    Object.entries(entryPoints).map(([name, source]) => bundleOne(root, outputFolder, name, source)),
  )
}

async function bundleOne(root: string, outputFolder: string, name: string, source: string): Promise<Bundle> {
  const file = source.replace(/\.ts$/, '.mjs')
  const target = join(outputFolder, file)
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile: target,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    banner: { js: BANNER },
    plugins: [withoutBoltServers],
  })
  const output = Object.values(metafile.outputs).find((candidate) => candidate.entryPoint === source)
  if (!output) throw new Error(`esbuild wrote nothing for ${source}`)
  const inputs = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path)
  if (inputs.some((path) => path.includes('@cedar-policy/cedar-wasm/'))) {
    await mkdir(dirname(target), { recursive: true })
    await copyFile(join(root, CEDAR_WASM), join(dirname(target), 'cedar_wasm_bg.wasm'))
  }
  return { name, file, bytes: output.bytes, inputs }
}
