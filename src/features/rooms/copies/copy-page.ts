import { createHash } from 'node:crypto';
import { Html, markup } from '../../../platform/archive/html.js';
import type { CopiedRoom, RoomPart } from './copied-room.js';
import { COPY_STYLE } from './copy-style.js';

const WORDS = {
  es: {
    taken: (name: string, day: string, clock: string) => `Copia que se llevó ${name} el ${day} a las ${clock}.`,
    parts: 'Partes de la copia',
    files: 'Los mismos datos están en los archivos que acompañan a esta página, para otros programas.',
  },
  en: {
    taken: (name: string, day: string, clock: string) => `Copy taken by ${name} on ${day} at ${clock}.`,
    parts: 'Parts of the copy',
    files: 'The same data is in the files beside this page, for other programs.',
  },
} as const;

const styleHash = createHash('sha256').update(COPY_STYLE).digest('base64');
/** No script at all, and nothing from anywhere but this folder. */
const POLICY = `default-src 'none'; img-src 'self' file:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/** The room as a page that reads without any network: in the order of its parts, what is long last. */
export async function* pageOf(room: CopiedRoom, parts: readonly RoomPart[]): AsyncIterable<string> {
  const { name, view, language, actor, when, takenAt } = room;
  const words = WORDS[language];
  const sections = [];
  for (const { name: id, section } of parts) {
    const portions = section?.body(room)[Symbol.asyncIterator]();
    const first = await portions?.next();
    if (section && portions && first && !first.done) sections.push({ id, section, portions, first: first.value });
  }
  sections.sort((one, other) => Number(one.section.long ?? false) - Number(other.section.long ?? false));
  const links = sections.map(({ id, section }) => markup`<li><a href="#${id}">${section.title[language]}</a></li>`);
  yield markup`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${name}</title>
        <style>${new Html(COPY_STYLE)}</style>
      </head>
      <body>
        <header>
          <h1>${name}</h1>
          ${view.about === '' ? null : markup`<p class="words">${view.about}</p>`}
          <p class="quiet">${words.taken(actor.name, when.day(takenAt), when.clock(takenAt))} ${words.files}</p>
          <nav aria-label="${words.parts}"><ul>${links}</ul></nav>
        </header>
        <main>`.text;
  for (const { id, section, portions, first } of sections) {
    yield markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${section.title[language]}</h2>`
      .text;
    yield first.text;
    for (let next = await portions.next(); !next.done; next = await portions.next()) yield next.value.text;
    yield '</section>';
  }
  yield '</main></body></html>\n';
}
