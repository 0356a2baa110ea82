// Numbers that a state gives to one person, by their check digits and the words around them. Check digits alone say little:
// one in ten of all numbers satisfies them, and of those that check hardly anything nearly every one does.

import * as tfn from 'stdnum/lib/cjs/au/tfn.js'
import * as insz from 'stdnum/lib/cjs/be/nn.js'
import * as egn from 'stdnum/lib/cjs/bg/egn.js'
import * as cpf from 'stdnum/lib/cjs/br/cpf.js'
import * as sin from 'stdnum/lib/cjs/ca/sin.js'
import * as ahv from 'stdnum/lib/cjs/ch/ssn.js'
import * as ric from 'stdnum/lib/cjs/cn/ric.js'
import * as rodneCislo from 'stdnum/lib/cjs/cz/rc.js'
import * as steuerId from 'stdnum/lib/cjs/de/idnr.js'
import * as svnr from 'stdnum/lib/cjs/de/svnr.js'
import * as cpr from 'stdnum/lib/cjs/dk/cpr.js'
import * as isikukood from 'stdnum/lib/cjs/ee/ik.js'
import * as dni from 'stdnum/lib/cjs/es/dni.js'
import * as nie from 'stdnum/lib/cjs/es/nie.js'
import * as hetu from 'stdnum/lib/cjs/fi/hetu.js'
import * as nir from 'stdnum/lib/cjs/fr/nir.js'
import * as nino from 'stdnum/lib/cjs/gb/nino.js'
import * as amka from 'stdnum/lib/cjs/gr/amka.js'
import * as hkid from 'stdnum/lib/cjs/hk/hkid.js'
import * as oib from 'stdnum/lib/cjs/hr/oib.js'
import * as pps from 'stdnum/lib/cjs/ie/pps.js'
import * as teudat from 'stdnum/lib/cjs/il/idnr.js'
import * as aadhaar from 'stdnum/lib/cjs/in/aadhaar.js'
import * as pan from 'stdnum/lib/cjs/in/pan.js'
import * as kennitala from 'stdnum/lib/cjs/is/kennitala.js'
import * as codiceFiscale from 'stdnum/lib/cjs/it/codicefiscale.js'
import * as curp from 'stdnum/lib/cjs/mx/curp.js'
import * as nric from 'stdnum/lib/cjs/my/nric.js'
import * as bsn from 'stdnum/lib/cjs/nl/bsn.js'
import * as fodselsnummer from 'stdnum/lib/cjs/no/fodselsnummer.js'
import * as pesel from 'stdnum/lib/cjs/pl/pesel.js'
import * as nif from 'stdnum/lib/cjs/pt/nif.js'
import * as cnp from 'stdnum/lib/cjs/ro/cnp.js'
import * as personnummer from 'stdnum/lib/cjs/se/personnummer.js'
import * as thai from 'stdnum/lib/cjs/th/idnr.js'
import * as kimlik from 'stdnum/lib/cjs/tr/tckimlik.js'
import * as taiwanese from 'stdnum/lib/cjs/tw/natid.js'
import * as ssn from 'stdnum/lib/cjs/us/ssn.js'
import * as southAfrican from 'stdnum/lib/cjs/za/idnr.js'
import type { Found } from './found.ts'

interface Kind {
  /** As people call it, in its own country and in English; these words in front of it are enough. */
  names: string
  isValid: (digits: string) => boolean
  /** Only beside its own name, or where a text says that it is a person's number: nearly anything passes. */
  weak?: boolean
}
const by =
  ({ validate }: { validate: (number: string) => { isValid: boolean } }) =>
  (number: string): boolean =>
    validate(number).isValid

/** Weights 10 to 2, modulo 11: the number of a patient of the National Health Service. */
const isNhsNumber = (text: string): boolean => {
  if (!/^\d{10}$/.test(text) || /^(\d)\1{9}$/.test(text)) return false
  const sum = [...text.slice(0, 9)].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
  return (11 - (sum % 11)) % 11 === Number(text[9])
}
/** A taxpayer's number of the United States: 9, and a group that the tax office gives out. */
const isItin = (text: string): boolean => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(text)
/** A resident's number of Korea by its check digit; a library that also asks for a day in the past refuses many. */
const isRrn = (text: string): boolean => {
  if (!/^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-9]\d{6}$/.test(text)) return false
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return (11 - (sum % 11)) % 10 === Number(text[12])
}
/** The Swedish one needs its separator back, which says in which century somebody was born. */
const withDash = (text: string): string =>
  /^\d{10}$/.test(text) ? `${text.slice(0, 6)}-${text.slice(6)}` : text

const kinds: readonly Kind[] = [
  { names: 'aadhaar|aadhar|uidai', isValid: by(aadhaar) },
  { names: 'pan|permanent account', isValid: by(pan) },
  { names: 'pesel', isValid: by(pesel) },
  { names: 'nhs|national health', isValid: isNhsNumber },
  { names: 'nino|national insurance', isValid: by(nino) },
  { names: 'dni|nif', isValid: by(dni) },
  { names: 'nie', isValid: by(nie) },
  { names: 'personnummer|personnr|samordningsnummer', isValid: (text) => by(personnummer)(withDash(text)) },
  { names: 'hetu|henkil[oö]tunnus', isValid: by(hetu) },
  { names: 'rrn|resident registration|jumin', isValid: isRrn },
  { names: 'za id|sa id|south african', isValid: by(southAfrican) },
  { names: 'steuer-?id|steuer(?:liche)? ?identifikation\\w{0,8}|idnr', isValid: by(steuerId) },
  { names: 'svnr|sozialversicherung\\w{0,8}|rentenversicherung\\w{0,8}', isValid: by(svnr) },
  { names: 'nir|insee|s[eé]curit[eé] sociale', isValid: by(nir) },
  { names: 'cpf|cadastro de pessoas', isValid: by(cpf) },
  { names: 'ahv|avs|oasi', isValid: by(ahv) },
  { names: 'nn|insz|niss|rijksregister\\w{0,8}|registre national', isValid: by(insz) },
  { names: 'cpr', isValid: by(cpr) },
  { names: 'f[oø]dsels(?:nr|nummer)|d-nummer', isValid: by(fodselsnummer) },
  { names: 'kimlik|tckn', isValid: by(kimlik) },
  { names: 'egn', isValid: by(egn) },
  { names: 'rodn[eé] [cč][ií]slo|rc', isValid: by(rodneCislo) },
  { names: 'isikukood', isValid: by(isikukood) },
  { names: 'amka', isValid: by(amka) },
  { names: 'hkid', isValid: by(hkid) },
  { names: 'oib', isValid: by(oib) },
  { names: 'pps|ppsn', isValid: by(pps) },
  { names: 'kennitala', isValid: by(kennitala) },
  { names: 'codice fiscale', isValid: by(codiceFiscale) },
  { names: 'curp', isValid: by(curp) },
  { names: 'nric|mykad', isValid: by(nric) },
  { names: 'cnp', isValid: by(cnp) },
  { names: 'thai id', isValid: by(thai) },
  { names: 'ric|resident identity', isValid: by(ric) },
  { names: 'roc id', isValid: by(taiwanese) },
  { names: 'teudat zehut', isValid: by(teudat), weak: true },
  { names: 'bsn|burgerservicenummer|sofinummer', isValid: by(bsn), weak: true },
  { names: 'tfn|tax file', isValid: by(tfn), weak: true },
  { names: 'sin|social insurance', isValid: by(sin), weak: true },
  { names: 'contribuinte', isValid: by(nif), weak: true },
  { names: 'ssn|social security', isValid: by(ssn), weak: true },
  { names: 'itin|taxpayer identification', isValid: isItin, weak: true },
]

const NUMBER = '(?:s|[- ]?(?:no|nr|number|num|nummer|numero|número|num[eé]ro|code|id)s?\\.?)?'
const TIES = '(?:["\']?[ \\t]{0,3}(?:[:=#]|is|was|of|ist|es|est|är|er|on)?[ \\t]{0,3}["\'(#]{0,2})'
const named = kinds.map(({ names }) => new RegExp(`(?<![\\p{L}\\d])(?:${names})${NUMBER}${TIES}$`, 'iu'))
const anyName = new RegExp(
  `(?<![\\p{L}\\d])(?:${kinds.map(({ names }) => names).join('|')})${NUMBER}${TIES}$`,
  'iu',
)
/** Somebody's, whatever state gave it: what speaks of a person, and not far in front. */
const ofPerson =
  /\b(?:person|patient|citizen|resident|taxpayer|insured|employee|applicant|claimant|holder|identity|identification|national|passport|born|personal (?:id|no|nr|number|code)|person(?:en)?kennzahl|ausweis|identit[aà]|identidad|documento|id(?:entity)? (?:card|no|nr|number|document)|id)\b[^.!?\n]{0,40}$/i
/** And said to be the number of one, so that even what nearly anything passes counts. */
const numberOfPerson =
  /\b(?:person|patient|citizen|resident|taxpayer|insured|employee|applicant|claimant|holder)s?,?(?: with| whose| has| having)?(?: (?:the|an?|personal|identity|identification|national|tax|social|security|insurance|id)){0,4} (?:number|no\.?|nr\.?|id)(?: is| was)?[ :#]{1,3}$/i
/** What a number is called says more than what it satisfies. */
const otherNumber =
  /(?:\b(?:order|invoice|ticket|article|item|parcel|tracking|reference|case|batch|incident|build|run|row|request|transaction|job|version|error|account|customer|session|trace|commit)s?(?: (?:no|nr|number|id)s?\.?)?:?|#) ?$/i

const candidate =
  /(?<![\p{L}\d.,/-])(?:[A-Za-z]{0,4}\d|[A-Za-z]{5,6}\d)(?:[ ./+-]?[A-Za-z\d]){4,20}(?![\p{L}\d])/gu
/** From the longest run of whole groups down: what follows a number with a space between may belong to the sentence. */
const readings = (match: string): string[] => {
  const groups = match.split(' ')
  return groups.map((_, i) => groups.slice(0, groups.length - i).join(' ')).filter((each) => each.length >= 7)
}

const isIdOf = (kind: Kind, text: string): boolean => {
  try {
    const bare = text.replaceAll(/[ ./]/g, '')
    return kind.isValid(bare) || (/-/.test(bare) && kind.isValid(bare.replaceAll('-', '')))
  } catch {
    // A validator that stumbles over something has not recognised it.
    return false
  }
}

/** Which kinds the words in front leave open. */
const kindsAfter = (before: string): readonly Kind[] => {
  const someones = ofPerson.test(before) && !otherNumber.test(before)
  const isNamed = anyName.test(before)
  if (!someones && !isNamed) return []
  const surely = someones && numberOfPerson.test(before)
  return kinds.filter(({ weak }, i) => (someones && (surely || !weak)) || (isNamed && named[i]!.test(before)))
}

export const findNationalIds = (text: string): Found[] => {
  const found: Found[] = []
  for (const { 0: match, index } of text.matchAll(candidate)) {
    const possible = kindsAfter(text.slice(Math.max(0, index - 60), index))
    if (possible.length === 0) continue
    const id = readings(match).find(
      (each) => /\d{4}|\d[ .-]\d/.test(each) && possible.some((kind) => isIdOf(kind, each)),
    )
    if (id) found.push({ start: index, end: index + id.length, kind: 'a national id' })
  }
  return found
}
