import { plain } from './plain.js';

/** An emoji with all the words by which one looks for it. */
export interface NamedEmoji {
  readonly emoji: string;
  /** In the two languages of the interface. */
  readonly labels: Readonly<Record<'es' | 'en', string>>;
  /** `:tada:`, as other chats taught people; without colons. */
  readonly codes: readonly string[];
  readonly words: readonly string[];
}

interface Listed {
  hexcode: string;
  unicode: string;
  label: string;
  tags?: string[];
  group?: number;
}

const COMPONENTS = 2;
const RGI = /^\p{RGI_Emoji}$/v;
/** As the hub takes it for a reaction: with the mark for "as a picture" only where it belongs. */
const spelled = (unicode: string) => (RGI.test(unicode) ? unicode : unicode.replaceAll('\uFE0F', ''));

let loading: Promise<readonly NamedEmoji[]> | undefined;

/** All emoji with their names in both languages: a chunk of its own, fetched when somebody first looks for one. */
export function loadEmoji(): Promise<readonly NamedEmoji[]> {
  loading ??= join().catch((failure: unknown) => {
    loading = undefined;
    throw failure;
  });
  return loading;
}

async function join(): Promise<readonly NamedEmoji[]> {
  const [es, en, codes] = await Promise.all([
    import('emojibase-data/es/compact.json', { with: { type: 'json' } }),
    import('emojibase-data/en/compact.json', { with: { type: 'json' } }),
    import('emojibase-data/en/shortcodes/github.json', { with: { type: 'json' } }),
  ]);
  const english = new Map((en.default as Listed[]).map((one) => [one.hexcode, one]));
  const short: Record<string, string | string[] | undefined> = codes.default;
  return (es.default as Listed[]).flatMap(({ hexcode, unicode, label, tags = [], group }) => {
    const other = english.get(hexcode);
    if (!other || group === undefined || group === COMPONENTS) return [];
    const known = [short[hexcode] ?? []].flat();
    const all = [label, other.label, ...tags, ...(other.tags ?? []), ...known];
    const words = [...new Set(all.flatMap((one) => plain(one).split(/[\s_:,]+/)))].filter(Boolean);
    return [{ emoji: spelled(unicode), labels: { es: label, en: other.label }, codes: known, words }];
  });
}

/** Emoji of which every word of the question begins some word, the best first: its code or its name before what it is about. */
export function searchEmoji(all: readonly NamedEmoji[], question: string, most: number): NamedEmoji[] {
  const asked = plain(question)
    .split(/[\s_]+/)
    .filter(Boolean);
  const whole = asked.join(' ');
  const code = asked.join('_');
  if (whole === '') return [];
  const rank = ({ codes, labels }: NamedEmoji): number => {
    const names = [plain(labels.es), plain(labels.en)];
    if (codes.includes(code) || names.includes(whole)) return 0;
    if (names.some((name) => name.startsWith(whole)) || codes.some((one) => one.startsWith(code))) return 1;
    return names.some((name) => name.includes(` ${whole}`)) ? 2 : 3;
  };
  return all
    .filter(({ words }) => asked.every((word) => words.some((one) => one.startsWith(word))))
    .map((one) => ({ one, place: rank(one) }))
    .sort((a, b) => a.place - b.place)
    .slice(0, most)
    .map(({ one }) => one);
}
