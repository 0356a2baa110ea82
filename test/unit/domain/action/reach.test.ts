// Given who there is, when people are asked, then what keeps them from deciding is said.
import { expect, it } from 'vitest'
import { quorumProblems } from '#domain/action/reach.ts'
import { Directory } from '#domain/shared/people.ts'

const directory = Directory.parse({
  roles: {
    platform: { fallback: 'on-call' },
    product: { fallback: 'on-call' },
    security: { fallback: 'on-call' },
    support: {},
    'on-call': {},
  },
  people: {
    UPRODUCT: { name: 'Product owner', roles: ['product'] },
    USECURITY: { name: 'Security owner', roles: ['security'] },
    UONCALL: { name: 'On-call engineer', roles: ['on-call'] },
  },
})
const asks = (groups: string[][], quorum = 1) => ({ groups, quorum, risk: 'high' as const })

it.each([
  ['a role that somebody holds', asks([['product']]), {}, []],
  ['one of two roles', asks([['product', 'support']]), {}, []],
  ['two people of two roles', asks([['product'], ['security']], 2), {}, []],
  [
    'a role that nobody holds',
    asks([['platform']]),
    {},
    ['Nobody holds platform.', 'Nobody can approve this before it is escalated to on-call.'],
  ],
  [
    'a role without anybody to stand in',
    asks([['support']]),
    {},
    ['Nobody holds support.', 'Nobody can approve this: it will expire.'],
  ],
  [
    'the owner alone',
    asks([['product']]),
    { owner: 'UPRODUCT' },
    [
      'Only the owner of the agent holds product, and owners do not decide what their agents ask.',
      'Nobody can approve this before it is escalated to on-call.',
    ],
  ],
  [
    'deactivated accounts only, those who stand in too',
    asks([['product'], ['security']], 2),
    { deactivated: new Set(['UPRODUCT', 'UONCALL']) },
    ['Everybody who holds product has a deactivated account.', 'Nobody can approve this: it will expire.'],
  ],
  [
    'more people than there are',
    asks([['product', 'security']], 3),
    {},
    [
      '3 people have to approve, and only 2 of those who may can.',
      'Nobody can approve this before it is escalated to on-call.',
    ],
  ],
])('%s', (_, requirement, more, problems) => {
  expect(quorumProblems(requirement, { directory, ...more })).toEqual(problems)
})
