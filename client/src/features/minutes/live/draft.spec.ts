import type { MinutesView, NotedMessage } from '@contract/minutes.contract.js';
import { draftOf, editOf } from './draft.js';

const noted = (messageId: string, text: string, reworded = false): NotedMessage => ({
  messageId,
  seq: 1,
  at: '2026-01-01T10:00:00.000Z',
  person: { id: 'p', name: 'Ana', kind: 'person', avatar: null },
  text,
  reworded,
});
const view: Pick<MinutesView, 'summary' | 'own' | 'hidden' | 'decisions' | 'questions' | 'shared'> = {
  summary: 'Breve',
  own: [{ kind: 'note', text: 'Llevar pan' }],
  hidden: ['q'],
  decisions: [noted('d', 'El lunes', true)],
  questions: [{ question: noted('q', '¿Cuándo?'), answer: noted('d', 'El lunes', true) }],
  shared: [],
};

describe('the draft of minutes', () => {
  it('names each message once, and knows what the host did with it', () => {
    const { lines } = draftOf(view);
    expect(lines.map(({ messageId, shown, words }) => [messageId, shown, words])).toEqual([
      ['d', true, 'El lunes'],
      ['q', false, ''],
    ]);
  });

  it('goes back as it came', () => {
    expect(editOf(draftOf(view))).toEqual({
      summary: 'Breve',
      own: [{ kind: 'note', text: 'Llevar pan' }],
      hidden: ['q'],
      words: [{ messageId: 'd', text: 'El lunes' }],
    });
  });
});
