// The published messages as an Atom feed (RFC 4287), for readers and for machines that watch.
import type { StatusPage } from '#domain/status/status-page.ts'
import { markup } from './markup.ts'

/** No host is known that stays the same, so ids are names (RFC 4151 tags) rather than addresses. */
const tag = (name: string): string => `tag:claw-control.invalid,2026:${name}`

/** `base` is the page's own address, without a path. */
export const statusFeed = (page: StatusPage, base: string): string => {
  const messages = [...page.current, ...page.history]
    .flatMap(({ messages }) => messages)
    .sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
    .slice(0, 50)
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${tag('status')}</id>
<title>${page.name} status</title>
<updated>${messages[0]?.publishedAt ?? '2026-01-01T00:00:00.000Z'}</updated>
<author><name>${page.name}</name></author>
<link rel="self" type="application/atom+xml" href="${base}/status.atom"/>
<link rel="alternate" type="text/html" href="${base}/status"/>
${messages.map(
  ({ id, title, text, publishedAt }) => markup`<entry>
<id>${tag(id)}</id>
<title>${title}</title>
<published>${publishedAt}</published>
<updated>${publishedAt}</updated>
<link rel="alternate" type="text/html" href="${base}/status#${id}"/>
<content type="text">${text}</content>
</entry>
`,
)}</feed>
`.markup
}
