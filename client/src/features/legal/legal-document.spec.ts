import { LEGAL_NAMES, legalDocument } from './legal-document.js';
import type { LegalDocument } from './legal-text.js';

const shape = ({ inShort, sections }: LegalDocument) => ({
  inShort: inShort.length,
  sections: sections.map(({ id, paragraphs, points }) => [id, paragraphs.length, points?.length ?? 0]),
});

describe.each(LEGAL_NAMES)('%s', (name) => {
  it('says the same things in Spanish and in English, under the same links', async () => {
    const [es, en] = await Promise.all([legalDocument(name, 'es'), legalDocument(name, 'en')]);
    expect(shape(en)).toEqual(shape(es));
    expect(en.title).not.toBe(es.title);
  });

  it('has every section once', async () => {
    const { sections } = await legalDocument(name, 'es');
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
  });
});
