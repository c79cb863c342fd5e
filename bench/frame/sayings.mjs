// What people say, as far as an index minds: a few words all the time, most of them hardly ever. The same in every run.

const COMMON =
  'que clase hoy examen tema ejercicio alguien grupo gracias mañana duda apuntes entrega profesora respuesta pregunta video sala reunion proyecto'.split(
    ' ',
  );
const SYLLABLES =
  'ba ce di fo gu la me ni po ru sa te vi jo mu tra ple cri blo gru nar ter sil mon pur des con per'.split(' ');
const VOCABULARY = 40_000;

/** A stream of numbers in [0, 1) that is the same every time (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let known;
/** Words from the commonest to the rarest. */
export function wordsOf() {
  if (known === undefined) {
    const random = seeded(7);
    const words = new Set(COMMON);
    while (words.size < VOCABULARY) {
      const length = 2 + Math.floor(random() * 4);
      words.add(Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''));
    }
    known = [...words];
  }
  return {
    at: (place) => known[place % VOCABULARY],
    /** The next one from there with seven letters or more. */
    long: (place) => known.slice(place).find((word) => word.length >= 7) ?? known.at(-1),
  };
}

export function sayings() {
  const random = seeded(11);
  const words = wordsOf();
  // How often a word is said goes down with its place (Zipf).
  const word = () => words.at(Math.floor(VOCABULARY ** random()) - 1);
  return {
    random,
    next: (n) => {
      const said = Array.from({ length: 3 + Math.floor(random() * 18) }, word).join(' ');
      return n % 50 === 0 ? `${said} https://example.org/${n}` : said;
    },
  };
}
