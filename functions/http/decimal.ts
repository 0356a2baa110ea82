// Whether two ways to write a number mean the same decimal value, however long they are; nothing here rounds.

interface Decimal {
  negative: boolean
  /** Without zeros at either end; empty for zero. */
  digits: string
  /** The value is 0.DIGITS times ten to this. */
  exponent: number
}

const decimalOf = (literal: string): Decimal => {
  const [, sign, whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? []
  const all = whole + fraction
  const leading = /^0*/.exec(all)![0].length
  const digits = all.slice(leading).replace(/0+$/, '')
  if (digits === '') return { negative: false, digits, exponent: 0 }
  return { negative: sign === '-', digits, exponent: whole.length - leading + Number(power) }
}

/** Both as JSON writes numbers. */
export const isSameDecimal = (a: string, b: string): boolean => {
  const [left, right] = [decimalOf(a), decimalOf(b)]
  return left.negative === right.negative && left.digits === right.digits && left.exponent === right.exponent
}
