// Reads a path as the most generous file system would, so that another spelling is still the same file.

const percentDecoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Invisible characters, and everything after a NUL, never reach the file system or are ignored by it. */
const visible = (path: string): string => path.replace(/\0.*$/s, '').replace(/[\p{Cf}\p{Cc}]/gu, '')

/** Windows drops dots and spaces at a name's end, and a colon starts a stream of the same file. */
const plainName = (name: string): string =>
  name
    .replace(/^["'\s]+/, '')
    .replace(/(?<=.):.*$/, '')
    .replace(/["'.\s]+$/, '')

/**
 * The lower-case names that the path is made of, with `.`, `..` and empty ones resolved. `~` and drive letters stay
 * ordinary names. Case, Unicode form, slashes' direction, `file://`, a leading `@` and percent signs make no difference.
 */
export const pathNames = (path: string): string[] => {
  const spelled = visible(path.normalize('NFKC'))
    .trim()
    .replace(/^["'@]+/, '')
  const decoded = /^file:/i.test(spelled) ? percentDecoded(spelled.replace(/^file:(\/\/)?/i, '')) : spelled
  const names: string[] = []
  for (const raw of decoded.toLowerCase().split(/[/\\]+/)) {
    const step = raw.trim()
    if (step === '..') names.pop()
    else if (plainName(step) !== '') names.push(plainName(step))
  }
  return names
}
