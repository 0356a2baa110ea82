/** `$1,234.50`; small amounts keep the digits that make them more than nothing. */
export const money = (usd: number): string =>
  `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: usd < 0.1 ? 4 : 2 })}`
