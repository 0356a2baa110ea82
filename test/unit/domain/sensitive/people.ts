// Personal data and internal names over countries and spellings. Numbers are from ranges kept for examples where there are any.
import { items, withCheckDigit } from './corpus-pieces.ts'

const grouped = (number: string, sizes: number[], separator = ' '): string => {
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0))
  return starts.map((start, i) => number.slice(start, start + sizes[i]!)).join(separator)
}
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))

const fours = [4, 4, 4, 4]
const visa = withCheckDigit('411111111111111')
const amex = withCheckDigit('37828224631000')
const union19 = withCheckDigit('620512345678901234')
const cards = [
  ...[
    visa,
    amex,
    union19,
    fullWidth(visa),
    [...visa].join(' '),
    `${visa} 12/27`,
    `${grouped(visa, fours)} 123`,
  ],
  // Discover, Maestro, Mir
  ...['601111111111111', '675964982643845', '220070000000000'].map(withCheckDigit),
  // Mastercard, JCB, UnionPay
  ...['555555555555444', '353011133330000', '620000000000000'].map((body) =>
    grouped(withCheckDigit(body), fours),
  ),
  ...[' ', '-'].map((separator) => grouped(amex, [4, 6, 5], separator)),
  grouped(withCheckDigit('3056930902590'), [4, 6, 4]),
  grouped(union19, [6, 13]),
  ...[' ', '-', '\u00a0', '\u2013', '\n', '  ', '** **', '\u200b', '/', ' - ', '_'].map((separator) =>
    grouped(visa, fours, separator),
  ),
]

export const personal: Record<string, string[]> = {
  'cards of all brands': cards,
  'bank accounts and papers': items(`
  DE89 3704 0044 0532 0130 00  DE89370400440532013000  GB29 NWBK 6016 1331 9268 19
  FR14 2004 1010 0505 0001 3M02 606  NL91ABNA0417164300  gb29nwbk60161331926819
  ES91 2100 0418 4502 0005 1332  CH93-0076-2011-6238-5295-7  IBAN BR1800360305000010009795493C1
  219-09-9999  078-05-1120  SSN 219099999  social security number: 219 09 9999
`),
  'phones around the world': items(`
  +1 415 555 0132  +14155550132  (415) 555-0132  415-555-0132  415.555.0132  1-415-555-0132
  call 4155550132  call 555-0132  call me on 555 0132  +1 (415) 555-0132 ext. 12  tel:+1-415-555-0132
  415 555 0132  +44 20 7946 0958  020 7946 0958  07700 900123  (020) 7946 0958  +44 (0)20 7946 0958
  +447700900123  0161 496 0000  +49 30 901820  030 901820  030/901820  0171 1234567
  +49 (0) 171 / 123 45 67  0049 171 1234567  +49-30-9018-20  01711234567  01 23 45 67 89
  +33 1 23 45 67 89  06.12.34.56.78  0612345678  +33 (0)6 12 34 56 78  06-12-34-56-78  +91 98765 43210
  98765 43210  098765-43210  +91-9876543210  09876543210  03-1234-5678  090-1234-5678  +81 90 1234 5678
  (03) 1234-5678  +81-3-1234-5678  (11) 91234-5678  +55 11 91234-5678  11 91234-5678  +5511912345678
  (11) 3123-4567  +1\u00a0415\u00a0555\u00a00132  ＋１ ４１５ ５５５ ０１３２  +1 415\u200b555\u200b0132
  +1 415⏎555 0132  +1‑415‑555‑0132  **+49** 30 901820  phone: 901820  Tel. 9018-2000  WhatsApp 9876543210
  mobile number 7700900123
`),
  'mail addresses in every spelling': items(`
  jo@example.com  jo.doe+bills@mail.eu.example.co.uk  jürgen@exämple.de  jo_doe%x@example.io
  "jo doe"@example.com  jo@xn--exmple-cua.com  JO@EXAMPLE.COM  o'brien@example.com  用户@例子.公司
  jo (at) example dot com  jo [at] example [dot] com  jo AT example DOT com  jo(at)example.com
  jo[at]example.com  jo at example dot com  jo {at} example {dot} org  jo＠example.com
  jo\u200b@example.com  jo @ example.com  jo@example .com  jo@⏎example.com  jo%40example.com
  jo&#64;example.com  [write](mailto:jo@example.com)  <mailto:jo@example.com|Jo>  **jo**@example.com
  jo@[192.0.2.1]  jo@example\\.com  jo -at- example -dot- com  jo@example[.]com
`),
  'names of machines': items(`
  db-1.prod.internal  db.internal  printer.local  build-7.corp  vpn.example.corp
  redis.default.svc.cluster.local  payments.default.svc  payments.default.svc:8080
  ip-10-0-3-4.eu-west-1.compute.internal  ip-10-0-3-4.ec2.internal  ip-10-0-3-4
  prod-db.c9akciq32abc.eu-west-1.rds.amazonaws.com  cache.abc123.0001.euw1.cache.amazonaws.com
  vpc-search-k29dkq0smz81.eu-west-1.es.amazonaws.com  wiki.intranet  nas.lan  fritz.home.arpa
  host.localdomain  app01.intra.example.com  db1.private.example.com  api.internal.example.com
  jenkins.corp.example.com  DB-1.PROD.INTERNAL  https://grafana.internal/d/1  metadata.google.internal
  payments-api-7d9f8b6c5d-x2x4z  i-0abc123def4567890  vpc-0abc123def4567890
  arn:aws:iam::123456789012:role/deploy  internal-web-123456789.eu-west-1.elb.amazonaws.com
  ec2-203-0-113-25.compute-1.amazonaws.com  db-1[.]prod[.]internal  db-1.prod.\u200binternal
  db-1．prod．internal  \`db-1.prod.internal\`  10-0-3-4.kube-system.pod.cluster.local
`),
  'addresses in networks': items(`
  10.1.2.3  172.16.5.4  172.31.255.254  192.168.0.1  192.168.0.0/16  10.0.3.4:5432  at 10.2.0.1
  169.254.169.254  100.64.1.2  http://10.1.2.3/admin  10[.]1[.]2[.]3  10.1.2\u200b.3  １０．１．２．３  10。1。2。3
  10 . 1 . 2 . 3  fd12:3456:789a::1  fd00::1  fe80::1ff:fe23:4567:890a  fe80::1%eth0  [fd00::1]:8080
  ::ffff:10.0.0.1  fd12:3456:789a:1:2:3:4:5  FE80::1  fc00:1::/64  00:1a:2b:3c:4d:5e  00-1A-2B-3C-4D-5E
`),
  // Written when the rules were there already, to see what they make of what they were not made for.
  'people and machines, written afterwards': items(`
  the IBAN AT61 1904 3002 3457 3201  BE68539007547034  Visa 4012-8888-8888-1881 exp 11/28
  card no 5105105105105100  371449635398431  6011 0009 9013 9424  +44-7700-900-123  +1.415.555.0132
  +39 06 698 12345  +86 138 0013 8000  +61 2 9876 5432  +34 612 345 678  tel 0800 123 4567  (415)555-0132
  1 (800) 555-0199  call +1 415 555 0132  reach her under 0151 / 23456789  089-123456-78  01 42 68 53 00
  (21) 98765-4321  0120-123-456  044 668 18 00  maria@sub.mail.example.co.jp  maria [at] example.org
  maria(at)example(dot)com  maria at mail dot example dot org  m.a.r.i.a+test@example.museum
  maria@example.com, paul@example.com  mailto:maria@example.com  MARIA@example.DE  SSN: 219-09-9999
  10.0.0.5  server 172.20.1.9 is down  from 192.168.178.22:8443  host 10.255.255.1/8
  on node ip-172-31-4-9.us-west-2.compute.internal  kafka-0.kafka.messaging.svc.cluster.local:9092
  ldap.corp.example  dc01.ad.corp  jira.intranet.example.com  orders-db.internal:5432
  billing-worker-5f6d7c8b9c-k8s2v restarted  fd9a:1b2c:3d4e::a  fe80::d0c4:1aff:fe2b:3c4d%en0
  2001:db8:85a3::8a2e:370:7334  arn:aws:s3:::customer-exports-2026  redis-master.prod.svc
`),
}
