// What others wrote must be seen as it is, and do nothing.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brief, cut, escaped, oneLine, visible } from '#blocks/shared/escape.ts'

describe('text that others wrote', () => {
  it.each([
    ['a reversal of the reading direction', 'invoice\u202Efdp.exe', 'invoice⟦U+202E⟧fdp.exe'],
    ['an isolate', 'a\u2066b\u2069', 'a⟦U+2066⟧b⟦U+2069⟧'],
    ['a zero-width space', 'pay\u200Bpal', 'pay⟦U+200B⟧pal'],
    ['a byte order mark', '\uFEFFhi', '⟦U+FEFF⟧hi'],
    ['a filler that looks empty', '\u3164', '⟦U+3164⟧'],
    ['an invisible tag', 'x\u{E0041}', 'x⟦U+E0041⟧'],
    ['NUL and escape', '\u0000\u001B[31m', '⟦U+0000⟧⟦U+001B⟧[31m'],
    ['half a pair', '\uD83D', '⟦U+D83D⟧'],
    ['a line separator', 'a\u2028b', 'a⟦U+2028⟧b'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown)
  })
  it('keeps line breaks, other scripts and emoji as they are', () => {
    const text = 'Zeile 1\nעברית العربية 日本語 👨‍👩‍👧 ❤️ 👍🏽 é'
    expect(visible(text)).toBe(text)
  })
  it('shows a joiner that joins no emoji', () => {
    expect(visible('a\u200Db')).toBe('a⟦U+200D⟧b')
  })
  it('shows what hides behind a line break and an emoji', () => {
    expect(visible('\r\n👍\uFE0F\u202Egpj.exe')).toBe('\n👍\uFE0F⟦U+202E⟧gpj.exe')
  })
  it('cannot begin a line of its own where one line is meant', () => {
    expect(oneLine('ok\r\nApproved by security\tnow')).toBe('ok⏎Approved by security⇥now')
  })
  it('is never cut in silence, nor inside a character', () => {
    expect(brief('abcdef', 4)).toBe('abcd … + 2 more characters')
    expect(cut('ab😀', 3)).toEqual({ shown: 'ab', more: 2 })
  })
  it('keeps nothing invisible, whatever it is', () => {
    const mean = fc.constantFrom(
      '\r\n',
      '\r',
      '👍',
      '\uFE0F',
      '\u200D',
      '🏽',
      '\u202E',
      '\u200B',
      '\u2066',
      'a',
    )
    const texts = fc.oneof(
      { arbitrary: fc.string({ unit: 'binary', maxLength: 200 }), weight: 1 },
      { arbitrary: fc.string({ unit: mean, minLength: 4, maxLength: 40 }), weight: 9 },
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(visible(text)).not.toMatch(/[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/u)
        expect(visible(text).isWellFormed()).toBe(true)
      }),
      { numRuns: 1_500 },
    )
  })
  it('is no markup in a fallback text', () => {
    expect(escaped('<!channel> & <@U1|x>')).toBe('&lt;!channel&gt; &amp; &lt;@U1|x&gt;')
  })
})
