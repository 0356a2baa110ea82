// Reading a body: what is judged is what was sent, or nothing is judged.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { parseExactly } from '#functions/http/exact-json.ts'
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
  it('is taken only when JSON.parse takes it too, and then means the same', () => {
    const piece = fc.constantFrom(
      ...'{}[]:,"\\/ \n01-+.eEtrufalsn'.split(''),
      'true',
      'null',
      '\\u00e9',
      '"k"',
      '1e2',
    )
    const grown = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.oneof(grown, fc.json(), fc.string()), (text) => {
        let exact: unknown
        try {
          exact = parseExactly(text)
        } catch (error) {
          expect([(error as Problem).name, (error as Problem).status]).toEqual(['Problem', 400])
          return
        }
        expect(exact).toEqual(JSON.parse(text, (_, value) => (value === 0 ? 0 : value)))
      }),
      { numRuns: 2_000 },
    )
  })
  it('is taken whenever it is unambiguous and was written by JSON.stringify', () => {
    fc.assert(
      fc.property(clean, fc.constantFrom(0, 1, '\t'), (value, space) => {
        expect(parseExactly(JSON.stringify({ value }, null, space))).toEqual({ value })
      }),
    )
  })
  it.each([
    '9007199254740993',
    '9007199254740993.0',
    '-9007199254740993e0',
    '0.1000000000000000055',
    '1e-400',
    '-4.9e-325',
    '1e400',
    '-1e309',
    `1e${'9'.repeat(400)}`,
    `0.${'0'.repeat(400)}1`,
    '123456789012345678901234567890',
  ])('with the number %s, which would be another one, is refused by its place', (literal) => {
    expect(problemOf(`{"value":[0,{"n":${literal}}]}`).details.errors?.[0]?.field).toBe('value.1.n')
  })
  it.each([
    ['1.0', 1],
    ['1.50', 1.5],
    ['1e2', 100],
    ['100E-2', 1],
    ['-0', 0],
    ['0e999', 0],
    ['0.1', 0.1],
    ['1e23', 1e23],
    ['5e-324', 5e-324],
    ['9007199254740992', 2 ** 53],
    [`0.${'0'.repeat(30)}1e31`, 1],
    [`1${'0'.repeat(21)}`, 1e21],
  ])('with the number %s is taken', (literal, value) => {
    expect(read(`{"value":${literal}}`)).toEqual({ value })
  })
  it('with any number that ECMAScript writes is taken, also with zeros at its end', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(20), (number, zeros) => {
        const written = String(number)
        const longer = /[.]\d+$/.test(written) ? written + '0'.repeat(zeros) : written
        expect(read(`{"value":${longer}}`)).toEqual({ value: number === 0 ? 0 : number })
      }),
    )
  })
  it('whose bytes are no UTF-8 is refused with the first of them, however it was handed over', () => {
    const bad = fc.constantFrom(
      [0xff],
      [0xc3],
      [0xc3, 0x28],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x9f, 0x98],
      [0xef, 0xbf],
      [0x80],
    )
    const before = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\ufffd'))
    fc.assert(
      fc.property(before, bad, (text, bytes) => {
        const start = Buffer.from(`{"value":${JSON.stringify(text).slice(0, -1)}`)
        const body = Buffer.concat([start, Buffer.from(bytes), Buffer.from('"}')])
        for (const received of [
          { headers, body: body.toString('base64'), isBase64Encoded: true },
          { headers, body: body.toString('utf8') },
        ])
          expect(() => readBody(received, Any)).toThrow(`not valid UTF-8 at byte ${start.length} `)
      }),
    )
  })
  it('may hold U+FFFD itself, escaped or as bytes', () => {
    expect(read('{"value":"\\ufffd"}')).toEqual({ value: '\ufffd' })
    const body = Buffer.from('{"value":"\ufffd"}').toString('base64')
    expect(readBody({ headers, body, isBase64Encoded: true }, Any)).toEqual({ value: '\ufffd' })
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
