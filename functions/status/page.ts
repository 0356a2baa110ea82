// The status page as a person reads it: one document, no script, no picture, nothing to wait for.
import type {
  Commitment,
  Health,
  PublishedIncident,
  PublishedMessage,
  StatusPage,
} from '#domain/status/status-page.ts'
import { type Markup, markup, nothing } from './markup.ts'
import { style } from './style.ts'

const words: Record<Health, string> = {
  operational: 'Operational',
  maintenance: 'Maintenance',
  degraded: 'Degraded',
  disrupted: 'Disrupted',
}
const overall: Record<Health, string> = {
  operational: 'Everything works',
  maintenance: 'Planned work is under way',
  degraded: 'Some things do not work as they should',
  disrupted: 'There is a serious disruption',
}
/** Never that everything works while something serious is looked into. */
const overallOf = ({ status, lookingInto }: StatusPage): string =>
  lookingInto && (status === 'operational' || status === 'maintenance')
    ? 'We are looking into a possible problem'
    : overall[status]

const kinds: Record<PublishedMessage['kind'], string> = {
  acknowledgement: 'We know of it',
  update: 'Update',
  resolution: 'Resolved',
  correction: 'Correction',
}

const time = (at: string): Markup =>
  markup`<time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 16)} UTC</time>`

/** The heading above says what the newest message says; it is not said twice in a row. */
const message = (
  { id, kind, title, text, publishedAt, correctedBy }: PublishedMessage,
  heading: string,
): Markup => markup`
<article id="${id}">
${title === heading ? nothing : markup`<h4>${title}</h4>`}
<p class="meta">${kinds[kind]} · ${time(publishedAt)}</p>
${correctedBy ? markup`<p class="meta"><a href="#${correctedBy}">This was corrected later.</a></p>` : nothing}
<p class="words">${text}</p>
</article>`

const namesOf = (ids: readonly string[], page: StatusPage): string =>
  ids.map((id) => page.components.find((component) => component.id === id)?.name ?? id).join(', ')

const incident = (page: StatusPage, published: PublishedIncident): Markup => markup`
<section class="incident" aria-labelledby="${published.id}">
<h3 id="${published.id}">${published.title}</h3>
${published.components.length > 0 ? markup`<p class="meta">Concerns: ${namesOf(published.components, page)}</p>` : nothing}
${published.messages.map((each, index) => message(each, index === 0 ? published.title : ''))}
</section>`

const commitment = ({ promise, kept, due }: Commitment): Markup => markup`
<tr><th scope="row">${promise}</th><td>${
  due === 0 ? 'It never fell due' : `${Math.floor((kept / due) * 1000) / 10} % (${kept} of ${due})`
}</td></tr>`

const maintenance = (page: StatusPage): Markup =>
  page.maintenance.length === 0
    ? markup`<p>Nothing is planned.</p>`
    : markup`<ul>${page.maintenance.map(
        ({ title, from, to, components, underWay }) => markup`
<li><strong>${title}</strong>${underWay ? ' (under way)' : ''}<br>${time(from)} to ${time(to)}${
          components.length > 0 ? `: ${namesOf(components, page)}` : ''
        }</li>`,
      )}</ul>`

const frame = (name: string, content: Markup): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name} status</title>
<link rel="alternate" type="application/atom+xml" title="${name} status" href="/status.atom">
<style>${{ markup: style }}</style>
</head>
<body>
${content}
</body>
</html>
`.markup

export const statusDocument = (page: StatusPage): string =>
  frame(
    page.name,
    markup`<header>
<h1>${page.name} status</h1>
<p class="overall ${page.lookingInto && page.status === 'operational' ? 'degraded' : page.status}">${overallOf(page)}</p>
</header>
<main>
<section aria-labelledby="current"><h2 id="current">Now</h2>
${page.current.length === 0 ? markup`<p>${page.lookingInto ? 'We are looking into something. What we find will stand here.' : 'No incident is reported.'}</p>` : page.current.map((each) => incident(page, each))}
</section>
<section aria-labelledby="components"><h2 id="components">Components</h2>
<ul class="components">${page.components.map(
      ({ name, description, status }) => markup`
<li><span><strong>${name}</strong><br>${description}</span> <span class="health ${status}">${words[status]}</span></li>`,
    )}</ul></section>
<section aria-labelledby="maintenance"><h2 id="maintenance">Planned work</h2>${maintenance(page)}</section>
<section aria-labelledby="commitments"><h2 id="commitments">What we promise, and what we kept in the last 90 days</h2>
<table><thead><tr><th scope="col">Promise</th><th scope="col">Kept</th></tr></thead>
<tbody>${page.commitments.map(commitment)}</tbody></table></section>
<section aria-labelledby="history"><h2 id="history">History</h2>
${page.history.length === 0 ? markup`<p>Nothing was reported before.</p>` : page.history.map((each) => incident(page, each))}
</section>
</main>
<footer><p>As of ${time(page.at)} · <a href="/status.atom">Feed</a> · <a href="/status.json">JSON</a></p></footer>`,
  )

/** What people see while nothing can be read; it says no more than that. */
export const troubleDocument = (name: string): string =>
  frame(
    name,
    markup`<main><h1>${name} status</h1>
<p class="overall degraded">The status cannot be read just now. Please look again in a minute.</p></main>`,
  )
