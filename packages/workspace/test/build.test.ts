// The page is served whole from this machine and cannot load, run or send anything elsewhere.
import { describe, expect, it } from 'vitest'
import { pageRoutes } from '../build.ts'

const routes = pageRoutes()
const get = (path: string, headers: Record<string, string> = {}) =>
  routes[`GET ${path}`]!(new Request(`http://127.0.0.1${path}`, { headers }), {})

describe('the page', () => {
  it('is HTML that names only its own assets', async () => {
    const page = await get('/')
    const html = await page.text()
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(html).toContain('/assets/app.js')
    expect(html).not.toMatch(/https?:\/\//)
  })

  it.each([
    ['/assets/app.js', 'text/javascript; charset=utf-8', 'createRoot'],
    ['/assets/app.css', 'text/css; charset=utf-8', 'prefers-reduced-motion'],
  ])('has %s', async (path, type, content) => {
    const asset = await get(path)
    expect(asset.status).toBe(200)
    expect(asset.headers.get('content-type')).toBe(type)
    expect(await asset.text()).toContain(content)
  })

  it('loads no font, style or picture from elsewhere', async () => {
    const css = await (await get('/assets/app.css')).text()
    expect(css).not.toMatch(/@import|url\(\s*['"]?(https?:)?\/\//)
  })

  it('forbids scripts, styles, connections and frames of others', async () => {
    const policy = (await get('/')).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  it('is not sent again to a browser that has it', async () => {
    const etag = (await get('/assets/app.js')).headers.get('etag') ?? ''
    const again = await get('/assets/app.js', { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })
})
