// Why: Slack's mrkdwn as a tree of plain data, so that what the page shows is what Slack would show. The library for
// display blocks unescapes before it parses: text escaped by the bot would look like a mention that never happens.

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; label: string }
  | { kind: 'user' | 'channel' | 'usergroup'; id: string; label?: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; timestamp: number; format: string; fallback: string; href?: string }
  | { kind: 'emoji'; name: string }

export type Paragraph =
  | { kind: 'lines'; children: Inline[] }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'preformatted'; text: string }

/** Slack escapes three characters and no others; each is undone once, last of all. */
const unescapeText = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Source: https://docs.slack.dev/messaging/formatting-message-text. `verbatim` leaves bare URLs alone. */
export function parseMrkdwn(source: string, options: { verbatim?: boolean } = {}): Paragraph[] {
  const paragraphs: Paragraph[] = []
  const parts = source.split(/\n?```\n?([\s\S]+?)\n?```\n?/)
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 1) paragraphs.push({ kind: 'preformatted', text: unescapeText(part) })
    else paragraphs.push(...quotesAndLines(part, options.verbatim ?? false))
  }
  return paragraphs
}

/** A plain_text object knows emoji and nothing else, and is not escaped. */
export function parsePlainText(source: string): Inline[] {
  const inlines: Inline[] = []
  for (const [i, part] of source.split(/:([a-z0-9_+'-]+):/).entries()) {
    if (i % 2 === 1) inlines.push({ kind: 'emoji', name: part })
    else if (part) inlines.push({ kind: 'text', text: part })
  }
  return inlines
}

function quotesAndLines(source: string, verbatim: boolean): Paragraph[] {
  const groups: { kind: 'lines' | 'quote'; lines: string[] }[] = []
  for (const line of source.split('\n')) {
    const quoted = /^(?:&gt;|>) ?/.exec(line)
    const kind = quoted ? 'quote' : 'lines'
    const text = quoted ? line.slice(quoted[0].length) : line
    const last = groups.at(-1)
    if (last?.kind === kind) last.lines.push(text)
    else groups.push({ kind, lines: [text] })
  }
  return groups
    .filter((group) => group.kind === 'quote' || group.lines.some((line) => line !== ''))
    .map(({ kind, lines }) => ({ kind, children: parseInline(lines.join('\n'), verbatim) }))
}

interface Token {
  length: number
  inline: Inline
}

function parseInline(source: string, verbatim: boolean): Inline[] {
  const inlines: Inline[] = []
  let text = ''
  let at = 0
  const flush = () => {
    if (text) inlines.push({ kind: 'text', text: unescapeText(text) })
    text = ''
  }
  while (at < source.length) {
    const token = tokenAt(source, at, verbatim)
    if (token) {
      flush()
      inlines.push(token.inline)
      at += token.length
    } else {
      text += source[at]
      at += 1
    }
  }
  flush()
  return inlines
}

function tokenAt(source: string, at: number, verbatim: boolean): Token | undefined {
  switch (source[at]) {
    case '<':
      return reference(source, at)
    case '`':
      return code(source, at)
    case '*':
    case '_':
    case '~':
      return emphasis(source, at, verbatim)
    case ':':
      return emoji(source, at)
    case 'h':
      return verbatim ? undefined : bareUrl(source, at)
    default:
      return undefined
  }
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

const codePattern = /`([^`\n]+)`/y
function code(source: string, at: number): Token | undefined {
  const match = matchAt(codePattern, source, at)
  return match
    ? { length: match[0].length, inline: { kind: 'code', text: unescapeText(match[1]!) } }
    : undefined
}

const emojiPattern = /:([a-z0-9_+'-]+):/y
function emoji(source: string, at: number): Token | undefined {
  const match = matchAt(emojiPattern, source, at)
  return match ? { length: match[0].length, inline: { kind: 'emoji', name: match[1]! } } : undefined
}

const urlPattern = /https?:\/\/[^\s<>|"'`]+[^\s<>|"'`.,;:!?)\]*_~]/y
function bareUrl(source: string, at: number): Token | undefined {
  if (/\w/.test(source[at - 1] ?? '')) return undefined
  const match = matchAt(urlPattern, source, at)
  if (!match) return undefined
  const href = unescapeText(match[0])
  return { length: match[0].length, inline: { kind: 'link', href, label: href } }
}

/** The bound keeps hostile text quick; it is the longest text that a block may hold. */
const emphases = {
  '*': { kind: 'bold', pattern: /\*(?=\S)([^\n]{0,3000}?\S)\*(?![\p{L}\p{N}*])/uy },
  _: { kind: 'italic', pattern: /_(?=\S)([^\n]{0,3000}?\S)_(?![\p{L}\p{N}_])/uy },
  '~': { kind: 'strike', pattern: /~(?=\S)([^\n]{0,3000}?\S)~(?![\p{L}\p{N}~])/uy },
} as const

function emphasis(source: string, at: number, verbatim: boolean): Token | undefined {
  if (/[\p{L}\p{N}]/u.test(source[at - 1] ?? '')) return undefined
  const { kind, pattern } = emphases[source[at] as keyof typeof emphases]
  const match = matchAt(pattern, source, at)
  if (!match) return undefined
  return { length: match[0].length, inline: { kind, children: parseInline(match[1]!, verbatim) } }
}

const referencePattern = /<([^<>\n]+)>/y
function reference(source: string, at: number): Token | undefined {
  const match = matchAt(referencePattern, source, at)
  const inline = match && referenceOf(match[1]!)
  return match && inline ? { length: match[0].length, inline } : undefined
}

function referenceOf(inner: string): Inline | undefined {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? undefined : unescapeText(inner.slice(bar + 1))
  const named = label === undefined ? {} : { label }
  if (/^@[A-Z0-9]+$/.test(target)) return { kind: 'user', id: target.slice(1), ...named }
  if (/^#[A-Z0-9]+$/.test(target)) return { kind: 'channel', id: target.slice(1), ...named }
  if (/^!subteam\^[A-Z0-9]+$/.test(target)) return { kind: 'usergroup', id: target.slice(9), ...named }
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) }
  if (target.startsWith('!date^')) return dateOf(target, label ?? '')
  if (/^(https?:\/\/|mailto:)/i.test(target)) {
    const href = unescapeText(target)
    return { kind: 'link', href, label: label || href.replace(/^mailto:/i, '') }
  }
  return undefined
}

function dateOf(target: string, fallback: string): Inline | undefined {
  const [, seconds, format, href] = target.split('^')
  if (!seconds || !/^\d+$/.test(seconds) || !format) return undefined
  const linked = href && /^https?:\/\//i.test(href) ? { href: unescapeText(href) } : {}
  return { kind: 'date', timestamp: Number(seconds), format: unescapeText(format), fallback, ...linked }
}
