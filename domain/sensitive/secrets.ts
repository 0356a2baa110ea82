// Which parts of a running text are credentials. One detector in three layers: what issuers publish about the look of
// theirs, what a name says to be one, and what is as long and as random as nothing but a credential is.
import { findInCommands } from './commands.ts'
import { type Found, inOrder } from './found.ts'
import { findIssued, findRandom } from './issued.ts'
import { findNamed } from './named.ts'

/** Every secret in `text`, in order. Linear in the text: each layer looks at a place a bounded number of times. */
export const findSecrets = (text: string): Found[] => {
  const told = [...findIssued(text), ...findInCommands(text), ...findNamed(text)]
  // What is known by a name or an issuer says more than that it is random.
  const random = findRandom(text).filter(
    ({ start, end }) => !told.some((each) => each.start < end && each.end > start),
  )
  return inOrder([...told, ...random])
}
