import { signedBy } from './hands.js';

const line = (text: string, by?: string) => ({ kind: 'note' as const, text, ...(by === undefined ? {} : { by }) });
const before = { summary: 'Breve', summary_by: 'ana', own: [line('uno', 'ana'), line('dos'), line('igual', 'ana')] };

describe('whose a line of the minutes is', () => {
  it('stays whose it was where somebody else saves it with the rest', () => {
    const own = [line('igual'), line('tres'), line('uno'), line('dos'), line('igual')];
    expect(signedBy('beto', before, { summary: 'Breve', own })).toEqual({
      summaryBy: 'ana',
      own: [
        line('igual', 'ana'),
        line('tres', 'beto'),
        line('uno', 'ana'),
        { ...line('dos'), by: null },
        line('igual', 'beto'),
      ],
    });
  });

  it('is the editor’s when the words are, and nobody’s when there are none', () => {
    expect(signedBy('beto', before, { summary: 'Más breve', own: [line('UNO')] })).toEqual({
      summaryBy: 'beto',
      own: [line('UNO', 'beto')],
    });
    expect(signedBy('beto', before, { summary: '', own: [] })).toEqual({ summaryBy: null, own: [] });
  });
});
