// Reading a body: what is judged is what was sent, or nothing is judged.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readBody } from '#functions/http/json-body.ts'
import { Problem } from '#functions/http/problem.ts'

const headers = { 'content-type': 'application/json' }
const Any = z.strictObject({ value: z.json() })
const read = (body: string) => readBody({ headers, body }, Any)
const problemOf = (body: string): Problem => {
  try {
    read(body)
  } catch (error) {
    if (error instanceof Problem) return error
  }
  throw new Error('it was read')
}

/** Any JSON that is unambiguous: no `__proto__`, no NUL, no lone surrogate, no number beyond exactness. */
const clean = fc
  .jsonValue({ maxDepth: 6, stringUnit: 'grapheme' })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  .filter((value) => {
    const text = JSON.stringify(value)
    return !/__proto__|\\u0000/.test(text) && !/\d{16}/.test(text)
  })

describe('a body', () => {
  it('is read as exactly what was sent', () => {
    fc.assert(
      fc.property(clean, (value) => {
        expect(read(JSON.stringify({ value }))).toEqual({ value })
      }),
    )
  })
  it('is read the same from base64', () => {
    const body = Buffer.from('{"value":"ü😀"}').toString('base64')
    expect(readBody({ headers, body, isBase64Encoded: true }, Any)).toEqual({ value: 'ü😀' })
  })
  it('with one key twice, at whatever depth, is refused by its path', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }), clean, (path, value) => {
        const twice = `{"k":1,"k":${JSON.stringify(value)}}`
        const body = `{"value":${path.reduceRight((inner, name) => `{"${name}":${inner}}`, twice)}}`
        expect(problemOf(body).details.errors?.[0]?.field).toBe(['value', ...path, 'k'].join('.'))
      }),
    )
  })
  it('is refused, and never more than refused, however it is broken', () => {
    fc.assert(
      fc.property(clean, fc.nat(), fc.string({ maxLength: 3 }), (value, position, noise) => {
        const text = JSON.stringify({ value })
        const at = position % text.length
        const broken = text.slice(0, at) + noise + text.slice(at + 1)
        try {
          read(broken)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
          expect((error as Problem).status).toBe(400)
        }
      }),
    )
  })
  it.each([
    ['128 KB', 128 * 1024, undefined],
    ['one byte more', 128 * 1024 + 1, 413],
  ])('of %s', (_, bytes, status) => {
    const body = `{"value":"${'x'.repeat(bytes - '{"value":""}'.length)}"}`
    if (status === undefined) expect(() => read(body)).not.toThrow()
    else expect(problemOf(body).status).toBe(status)
  })
  it('is counted in bytes and not in characters', () => {
    expect(problemOf(`{"value":"${'😀'.repeat(40_000)}"}`).status).toBe(413)
  })
  it('may be nested 32 levels deep, and brackets in text do not count', () => {
    const nested = (levels: number) => `{"value":${'['.repeat(levels)}${']'.repeat(levels)}}`
    expect(() => read(nested(31))).not.toThrow()
    expect(problemOf(nested(32)).status).toBe(400)
    expect(() => read(`{"value":"${'[{'.repeat(500)}\\""}`)).not.toThrow()
  })
})
