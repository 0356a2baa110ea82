// Work counted rather than timed: how often a pattern is set to work, and which patterns those are.

export interface Steps {
  count: number
  patterns: Set<RegExp>
}

/** Everything that searches with a pattern goes through `exec`: `test`, `matchAll` and `replace` as well. */
export const stepsOf = (work: () => unknown): Steps => {
  const steps: Steps = { count: 0, patterns: new Set() }
  const exec = RegExp.prototype.exec
  RegExp.prototype.exec = function (text) {
    steps.count++
    steps.patterns.add(this)
    return exec.call(this, text)
  }
  try {
    work()
  } finally {
    RegExp.prototype.exec = exec
  }
  return steps
}

/** Whether it may repeat something without an end: `*`, `+` or `{3,}` that is neither escaped nor a sign in a class. */
export const isUnbounded = ({ source }: RegExp): boolean =>
  /[*+]|\{\d+,\}/.test(source.replaceAll(/\\./g, '_').replaceAll(/\[[^\]]*\]/g, '_'))
