// What the corpora are put together from: the same on every run, and never whole credentials in a file.
import fc from 'fast-check'

/** The same on every run: a corpus is no dice game. */
const SEED = 20_260_301
export const some = (count: number, values: fc.Arbitrary<string>): string[] =>
  fc.sample(values, { numRuns: count, seed: SEED })

/** No `fc.string`: it likes to make words such as “constructor”, and a key that is a word is none. */
export const from = (alphabet: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((all) => all.join(''))
export const lower = 'abcdefghijklmnopqrstuvwxyz'
export const upper = lower.toUpperCase()
export const digits = '0123456789'
export const hex = `${digits}abcdef`
export const alphanumeric = lower + upper + digits

/** Digits whose last one makes the Luhn sum right. */
export const withCheckDigit = (body: string): string => {
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

/** Items of a list that is easier to read than an array: two spaces or a new line between them; `⏎` is a line break inside. */
export const items = (list: string, between = /\s{2,}|\n/): string[] =>
  list
    .split(between)
    .filter((each) => each.trim() !== '')
    .map((each) => each.trim().replaceAll('⏎', '\n'))
