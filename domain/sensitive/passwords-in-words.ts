// Passwords as people tell each other: “the password is …”, “log in as admin / …”. Only messages to customers are read for
// them; in parameters and logs a name and a value are what there is, and secrets.ts knows those.
import type { Found } from './found.ts'

// However it is spelled: P@ssw0rd, pass-word, p a s s w o r d.
const password = [...'password']
  .map((letter) => ({ a: '[a@4]', s: '[s$5]', o: '[o0]' })[letter] ?? letter)
  .join('[ ._-]?')
const strong = `${password}|pass ?(?:phrase|code)|passwd|passwort|kennwort|mot de passe|contrasena|senha|palabra clave|パスワード`
const names = `(?:${strong}|\\b(?:pwd|pw|pass)|(?:api|access|secret) key|(?:access |secret |auth |bearer )?token|(?:client |shared )?secret)`
const codes =
  '(?:PIN|OTP|CVV|CVC|pass ?code|(?:one-time|login|sign-in|security|verification|access|backup) (?:code|password))'
const says =
  '(?: (?:was |is |has been |now )?(?:changed|set|reset) to| (?:is|are|was|lautet|ist|est|es)(?: now| still)?:?| ?(?:[:=]|->|=>|→))'

/** Letters and digits together, or a sign or a capital in the middle: what words do not have, and what passwords mostly do. */
const looksSecret = (value: string): boolean => {
  const bare = value.replace(/[.,:;!?)\]}>'"]+$/, '')
  if (bare.length < 4 || /^v?\d+(?:[.,:/-]\d+)*%?$/.test(bare) || /^\d+-?[a-z]{1,12}$/i.test(bare))
    return false
  if (/^(?:https?:|www\.|[<{$])/i.test(bare) || /^[A-Z]{2,}(?:[_-][A-Z]+)*$/.test(bare)) return false
  return (
    (/\p{L}/u.test(bare) && /\d/.test(bare)) ||
    /[!@#$%^&_+=~?<>|\\]/.test(bare) ||
    /\p{Ll}[-_]?\p{Lu}/u.test(bare)
  )
}
interface Shape {
  pattern: RegExp
  /** Of the captured value; without it every value is one. */
  really?: (value: string) => boolean
}
/** “Codes: 1000 seconds”; longer numbers are codes whatever follows. */
const units = ' ?(?:seconds|minutes|hours|days|characters|digits|times|users|zeichen|tage|stellen)\\b'
// What is looked at is not taken (?=…): in “your password is password: abc1” the next name may begin where a value was expected.
const shapes: Shape[] = [
  {
    pattern: new RegExp(`(?:${names})${says}\\s{0,3}(?=["'([]{0,2}([^\\s"'([][^\\s"']{3,59}))`, 'gi'),
    really: looksSecret,
  },
  {
    pattern: new RegExp(`(?:${names})${says}\\s{0,3}(?=["']([^"'\\n]{4,60})["'])`, 'gi'),
    really: (value) => /\s/.test(value) || looksSecret(value),
  },
  {
    pattern: new RegExp(
      `\\b(?:${names})(?: ?\\n{1,3}|:?\\n{1,3}|,? )(?=["'([]{0,2}([^\\s"'([][^\\s"']{5,59}))`,
      'gi',
    ),
    really: (value) => looksSecret(value) && /\d/.test(value),
  },
  {
    pattern: new RegExp(
      `(?:\\b${codes}${says}?|(?:${strong})${says})\\s{1,3}["']?(\\d{5,10}|\\d{3}[ -]\\d{3}|\\d[\\d -]{2,9}\\d(?!${units}))(?![\\w%]|[.:]\\d)`,
      'gi',
    ),
  },
  // “The password for the demo account: …”, “use code 482913 to sign in”
  {
    pattern: new RegExp(`(?:${strong})(?: [a-z-]{1,20}){1,5}: (?=["']?([^\\s"']{5,60}))`, 'gi'),
    really: (value) => looksSecret(value) && /\d/.test(value),
  },
  { pattern: /\bcode (\d{4,8}) to (?:sign|log) ?in\b/gi },
  { pattern: /\bcredentials?(?: are| is)?:? {1,3}[^\s/:]{1,40} ?[/:] ?([^\s]{4,60})/gi, really: looksSecret },
]

export const findPasswordsInWords = (text: string): Found[] =>
  shapes.flatMap(({ pattern, really = () => true }) =>
    [...text.matchAll(new RegExp(pattern, `${pattern.flags}d`))]
      .filter(([, value]) => really(value!))
      .map(({ indices }) => ({ start: indices![1]![0], end: indices![1]![1], kind: 'a password' })),
  )
