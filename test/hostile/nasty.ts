import type { Random } from './random.js';

const DEEP = 12_000;

/** Texts that somebody once forgot to think of. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  'x\ud83d',
  '\u202e\u2066\u200b\ufeff',
  '\u2028\u2029\r\n',
  '\u0600\u0301'.repeat(200),
  `e${'\u0301'.repeat(500)}`,
  'ﷺ'.repeat(120),
  '\ufb2c'.repeat(300),
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  "'; drop table messages; --",
  '%s%n%x {0} ${7*7} #{7*7} {{7*7}}',
  '<img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  'true',
  'null',
  'NaN',
  '-0',
  '1e309',
  '9'.repeat(400),
  '__proto__',
  'constructor',
  'toString',
  'then',
  '(((((a+)+)+)+)+)+b',
  '@'.repeat(300),
  '```\n'.repeat(100),
  '['.repeat(1_000),
  'x'.repeat(8_000),
  'x'.repeat(8_001),
  'ñ'.repeat(16_001),
  '\u{10ffff}'.repeat(4_000),
];

/** JSON as it is written, so that it may hold what no object can: keys twice, numbers without end, depth. */
const JSONS: readonly string[] = [
  ...['null', 'true', 'false', '0', '-1', '1', '-0', '1.5', '1e308', '1e999', '-1e999', '2147483648'],
  ...['-2147483649', '4294967296', '9007199254740991', '9007199254740993', '9223372036854775808', '1e-400'],
  ...['[]', '{}', '[null]', '[[]]', '""', '"x"', '{"length":1000000000}', '{"length":-1,"0":"x"}'],
  ...['{"toString":1,"valueOf":2}', '{"then":1}', '{"toJSON":"x"}', '{"constructor":{"prototype":{"admin":true}}}'],
  ...['{"__proto__":{"admin":true}}', '{"__proto__":null}', '{"_placeholder":true,"num":0}'],
  ...['{"_placeholder":true,"num":-1}', '{"_placeholder":true,"num":1e9}', '{"type":"Buffer","data":[1,2,3]}'],
  ...['{"$ne":null}', '{"a":1,"a":2}', '["__proto__"]', '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]'],
];

export const KEYS: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'hasOwnProperty', 'length', 'then'],
  ...['', '\u0000', '\ud800', 'x'.repeat(300), '0', '-1', 'ID', ' roomId', 'room_id', 'admin', 'role', 'actor', 'seq'],
];

export const nastyText = (random: Random): string =>
  random.chance(0.9) ? random.pick(TEXTS) : random.bytes(random.int(1, 60)).toString('latin1');

/** Any JSON value, as text. */
export function nastyJson(random: Random): string {
  const kind = random.weighted({ listed: 60, text: 30, deep: 1, wide: 1, number: 8 });
  if (kind === 'listed') return random.pick(JSONS);
  if (kind === 'text') return JSON.stringify(nastyText(random));
  if (kind === 'number') return String(Math.round((random.next() - 0.5) * 10 ** random.int(0, 20)));
  if (kind === 'wide') return `{${Array.from({ length: 3_000 }, (_, index) => `"k${index}":${index}`).join(',')}}`;
  const [open, close] = random.chance(0.5) ? ['[', ']'] : ['{"a":', '}'];
  const depth = random.int(100, Math.floor(DEEP / open.length));
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}
