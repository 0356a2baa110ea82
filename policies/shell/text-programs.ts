// The programs that show, count and compare texts, each with the options that are known to be harmless.
import { has, valuesOf } from './options.ts'
import { nothing, type Program, program, reading, telling } from './program.ts'

const digests = reading('bztw', 'binary text zero tag quiet status strict warn ignore-missing')
const base = reading('di', 'decode ignore-garbage', 'w wrap')

/** `uniq IN OUT` writes: one operand only. */
const uniq = program(
  {
    flags: 'cdDiuz',
    long: 'count repeated all-repeated? ignore-case unique zero-terminated group?',
    values: 'f s w skip-fields skip-chars check-chars',
  },
  ({ operands }) => (operands.length > 1 ? 'writes its second file' : { reads: operands }),
)

/** `xxd IN OUT` writes, and so does what it reverts. */
const xxd = program({ flags: 'aubCdEeip', values: 'l s c g o n R' }, ({ operands }) =>
  operands.length > 1 ? 'writes its second file' : { reads: operands },
)

const sort = program(
  {
    flags: 'bcCdfghiMmnrRsuVz',
    long: 'ignore-leading-blanks dictionary-order ignore-case general-numeric-sort human-numeric-sort ignore-nonprinting month-sort numeric-sort random-sort reverse version-sort check? merge stable unique zero-terminated debug',
    values: 'k t S key field-separator buffer-size parallel sort',
  },
  ({ operands }) => ({ reads: operands }),
)

/** Comparing folders reads everything in them. */
const diff = program(
  {
    flags: 'abBdeiEnpqswtTuycN',
    long: 'brief report-identical-files normal context? unified? ed rcs side-by-side left-column suppress-common-lines show-c-function expand-tabs initial-tab ignore-case ignore-tab-expansion ignore-trailing-space ignore-space-change ignore-all-space ignore-blank-lines text minimal speed-large-files strip-trailing-cr color? new-file',
    values: 'U C W width label tabsize horizon-lines',
    numbers: true,
  },
  ({ operands }) =>
    operands.length === 2
      ? operands.every(({ text }) => /\.\w+$/.test(text) || /^[\w-]+$/.test(text))
        ? { reads: operands }
        : 'may compare whole folders'
      : 'does not compare two files',
)

const join: Program = program(
  {
    flags: 'iz',
    long: 'ignore-case check-order nocheck-order header zero-terminated',
    values: 'a e j o t v 1 2',
  },
  ({ operands }) => ({ reads: operands }),
)

/** A member's name with a colon in it makes tar call another machine. */
const tar: Program = (words, surroundings) => {
  const [first, ...rest] = words
  if (!first) return 'is given nothing'
  const mode = first.text.replace(/^-/, '')
  if (first.glob || !/^[tvzjJf]+$/.test(mode) || !mode.includes('t'))
    return 'does more than list (tar tzf FILE)'
  if (mode.includes('f') && !mode.endsWith('f')) return 'does more than list (tar tzf FILE)'
  return program({ flags: 'vzjJ', long: 'list verbose gzip bzip2 xz' }, ({ operands }) =>
    operands.some(({ text }) => text.includes(':')) ? 'names another machine' : nothing,
  )(rest, surroundings)
}

const unzip = program({ flags: 'lvZ1qt' }, (args) =>
  has(args, 'l', 'Z', 't') ? nothing : 'does more than list (unzip -l FILE)',
)

const strings = reading('afwo', 'all print-file-name include-all-whitespace', 'n t e bytes radix encoding')

export const textPrograms: Record<string, Program> = {
  cat: reading(
    'AbeEnstTuv',
    'show-all number-nonblank show-ends number squeeze-blank show-tabs show-nonprinting',
  ),
  tac: reading('br', 'before regex', 's separator'),
  head: reading('qvz', 'quiet silent verbose zero-terminated', 'n c lines bytes', { numbers: true }),
  tail: reading(
    'qvzfFr',
    'quiet silent verbose zero-terminated follow? retry',
    'n c s lines bytes sleep-interval',
    { numbers: true },
  ),
  nl: reading('p', 'no-renumber', 'b d f h i l n s v w'),
  rev: reading(''),
  cut: reading(
    'sz',
    'complement only-delimited zero-terminated',
    'b c d f bytes characters delimiter fields output-delimiter',
  ),
  fold: reading('bs', 'bytes spaces', 'w width', { numbers: true }),
  fmt: reading(
    'cstu',
    'crown-margin split-only tagged-paragraph uniform-spacing',
    'w g p width goal prefix',
    { numbers: true },
  ),
  paste: reading('sz', 'serial zero-terminated', 'd delimiters'),
  expand: reading('i', 'initial', 't tabs'),
  unexpand: reading('a', 'all first-only', 't tabs'),
  column: reading('txen', 'table fillrows', 's c o N separator columns output-separator table-columns'),
  comm: reading('123iz', 'check-order nocheck-order total zero-terminated', 'output-delimiter'),
  join,
  cmp: reading('bls', 'print-bytes verbose silent quiet', 'i n ignore-initial bytes'),
  diff,
  sort,
  uniq,
  tsort: reading(''),
  shuf: reading('erz', 'echo repeat zero-terminated', 'i n input-range head-count'),
  od: reading(
    'abcdfiloxv',
    'output-duplicates traditional',
    'A j N t w S address-radix skip-bytes read-bytes format',
  ),
  xxd,
  hexdump: reading('bcCdovx', 'canonical', 'n s'),
  strings,
  base64: base,
  base32: base,
  md5sum: digests,
  sha1sum: digests,
  sha224sum: digests,
  sha256sum: digests,
  sha384sum: digests,
  sha512sum: digests,
  b2sum: digests,
  cksum: reading('', '', 'a algorithm'),
  sum: reading('rs'),
  zcat: reading('q', 'quiet'),
  gzip: program({ flags: 'lv', long: 'list verbose' }, (args) =>
    has(args, 'l', 'list') ? nothing : 'does more than list (gzip -l FILE)',
  ),
  tar,
  unzip,
  tr: telling('cCdst', 'complement delete squeeze-repeats truncate-set1'),
  wc: telling('clLmw', 'bytes chars lines max-line-length words total?'),
  numfmt: telling(
    'z',
    'grouping header? zero-terminated',
    'd from from-unit to to-unit format field padding round suffix delimiter invalid',
  ),
  seq: telling('w', 'equal-width', 's f separator format', { early: true, numbers: true }),
  echo: telling('neE', '', '', { early: true }),
  printf: (words) => (words[0]?.text.startsWith('-') ? 'is given an option' : nothing),
  file: program(
    {
      flags: 'bikLNnprs0hE',
      long: 'brief mime? mime-type mime-encoding dereference no-dereference no-pad raw preserve-date',
      values: 'F P separator',
    },
    (args) => (valuesOf(args, 'P').length > 0 ? 'is given “-P”' : nothing),
  ),
}
