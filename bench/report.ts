// Figures as aligned tables, each with a line that says what they mean.

type Cell = string | number

/** Three significant digits: more would pretend to a precision that a busy machine does not have. */
export const figure = (value: number): string => {
  if (value === 0) return '0'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}

const text = (cell: Cell | undefined): string => (typeof cell === 'number' ? figure(cell) : (cell ?? ''))

/** Prints one table; text stands left, numbers right. */
export const print = (title: string, meaning: string, header: string[], rows: readonly Cell[][]): void => {
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => text(row[column]).length)),
  )
  const isNumber = (column: number) => rows.every((row) => typeof row[column] === 'number')
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column]!
        return isNumber(column) ? text(cell).padStart(width) : text(cell).padEnd(width)
      })
      .join('  ')
      .trimEnd()
  process.stdout.write(`\n${title}\n${meaning}\n\n`)
  for (const row of [header, ...rows]) process.stdout.write(`  ${line(row)}\n`)
}
