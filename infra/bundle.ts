// Turns each function of serverless.yml into one file that runs on bare Node, with what it drags along measured.
import { copyFile, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'
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

/** Bolt's servers for places that are not Lambda load these; left out they save nine tenths of its weight. */
const withoutBoltServers: Plugin = {
  name: 'without-bolt-servers',
  setup(pluginBuild) {
    const servers = /^(express|raw-body|path-to-regexp|@slack\/oauth|@slack\/socket-mode)$/
    pluginBuild.onResolve({ filter: servers }, ({ path }) => ({ path, namespace: 'left-out' }))
    pluginBuild.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/**
 * Lambda hands a function its credentials in the environment. The SDK's other sources (SSO, profiles, instance
 * metadata …) can never apply there, and are a third of each bundle and of its import time.
 */
const credentialsFromEnvironment: Plugin = {
  name: 'credentials-from-environment',
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'environment',
      pluginData: resolveDir,
    }))
    pluginBuild.onLoad({ filter: /.*/, namespace: 'environment' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'`,
      resolveDir: pluginData,
    }))
  },
}

/** The functions of serverless.yml as source files: `{ gate: 'functions/gate/handler.ts' }`. */
async function readEntryPoints(root: string): Promise<Record<string, string>> {
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
  // One call parses what the functions share once; without `splitting`, each still gets a file of its own.
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.values(entryPoints),
    outbase: root,
    outdir: outputFolder,
    outExtension: { '.js': '.mjs' },
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
    plugins: [withoutBoltServers, credentialsFromEnvironment],
  })
  const bundles = Object.entries(entryPoints).map(([name, source]) => describeBundle(metafile, name, source))
  for (const { file } of bundles.filter(judges)) {
    await copyFile(join(root, CEDAR_WASM), join(outputFolder, dirname(file), 'cedar_wasm_bg.wasm'))
  }
  return bundles
}

/** esbuild writes the stand-ins of the plugins above as `namespace:name`. */
const isStandIn = (path: string) => /^[a-z-]+:/.test(path)

const judges = ({ inputs }: Bundle) => inputs.some((path) => path.includes('@cedar-policy/cedar-wasm/'))

function describeBundle({ outputs }: Metafile, name: string, source: string): Bundle {
  const output = Object.values(outputs).find(({ entryPoint }) => entryPoint === source)
  if (!output) throw new Error(`esbuild wrote nothing for ${source}`)
  const inputs = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path)
    .filter((path) => !isStandIn(path))
  return { name, file: source.replace(/\.ts$/, '.mjs'), bytes: output.bytes, inputs }
}
