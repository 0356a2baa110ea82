// How the status page looks: one column, the reader's own font size, light or dark as they prefer.
export const style = `
:root { color-scheme: light dark; --text: #1a1d21; --soft: #4a5058; --line: #c9ced6; --ground: #fff; --link: #0b57a4;
  --good: #0a6b3d; --work: #1d4f91; --fair: #8a4b00; --bad: #a8152b }
@media (prefers-color-scheme: dark) { :root { --text: #e8eaed; --soft: #b4bac2; --line: #454b54; --ground: #16181c;
  --link: #8ec2ff; --good: #6fd6a0; --work: #9cc4ff; --fair: #ffbe6b; --bad: #ff9aa8 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; margin: 1rem 0 .5rem } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem }
h3 { font-size: 1.05rem; margin: 1rem 0 .25rem } h4 { font-size: 1rem; margin: 0 }
a { color: var(--link) }
.overall { font-size: 1.15rem; font-weight: 600; border: 2px solid; border-radius: .5rem; padding: .75rem 1rem; margin: 0 }
.operational { color: var(--good) } .maintenance { color: var(--work) } .degraded { color: var(--fair) } .disrupted { color: var(--bad) }
ul { padding-left: 1.2rem } .components { list-style: none; padding: 0; margin: 0 }
.components li { display: flex; justify-content: space-between; gap: 1rem; padding: .6rem 0; border-bottom: 1px solid var(--line) }
.health { font-weight: 600; white-space: nowrap }
.incident { border-left: 3px solid var(--line); padding-left: 1rem; margin-bottom: 1.5rem }
article { margin: .75rem 0 } .meta, footer { color: var(--soft); font-size: .9rem; margin: .1rem 0 }
.words { white-space: pre-line; margin: .25rem 0 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .5rem .5rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th[scope=row] { font-weight: 400 }
`
