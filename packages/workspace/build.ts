// Why: the page is bundled when somebody first opens it: nothing to build beforehand, nothing kept on disk, no cost for
// those who only drive the workspace over HTTP.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { build, stop } from 'esbuild'
import type { Routes } from './ports.ts'

interface Asset {
  body: Uint8Array<ArrayBuffer>
  type: string
  etag: string
}

type Page = Record<'html' | 'js' | 'css', Asset>

const here = import.meta.dirname

/** Nothing from elsewhere, nothing inline, no HTML out of strings: text of agents cannot become code. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** `/` and its two assets. The bundle is made once per process; a failed one is tried again at the next request. */
export function pageRoutes(): Routes {
  let page: Promise<Page> | undefined

  const serve = (part: keyof Page) => async (request: Request) => {
    page ??= bundle()
    try {
      return answer(request, (await page)[part])
    } catch (error) {
      page = undefined
      const reason = error instanceof Error ? error.message : String(error)
      return new Response(`The page could not be built: ${reason}\n`, { status: 500 })
    }
  }

  return {
    'GET /': serve('html'),
    'GET /assets/app.js': serve('js'),
    'GET /assets/app.css': serve('css'),
  }
}

async function bundle(): Promise<Page> {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: { app: 'main.tsx', styles: 'styles/app.css' },
    outdir: 'assets',
    write: false,
    bundle: true,
    minify: true,
    legalComments: 'none',
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  // esbuild's helper process would keep some 80 MB for a second build that never comes.
  await stop()
  const contents = (end: string) =>
    outputFiles.find(({ path }) => path.endsWith(end))?.contents ?? new Uint8Array()
  return {
    html: asset(await readFile(`${here}/index.html`), 'text/html; charset=utf-8'),
    js: asset(contents('app.js'), 'text/javascript; charset=utf-8'),
    css: asset(contents('styles.css'), 'text/css; charset=utf-8'),
  }
}

const asset = (contents: Uint8Array, type: string): Asset => ({
  body: new Uint8Array(contents),
  type,
  etag: `"${createHash('sha256').update(contents).digest('base64url').slice(0, 22)}"`,
})

function answer(request: Request, { body, type, etag }: Asset): Response {
  const headers = {
    etag,
    'content-type': type,
    'cache-control': 'no-cache',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(body, { headers })
}
