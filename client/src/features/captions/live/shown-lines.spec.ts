import type { StagePerson } from '@contract/stage.contract.js';
import { shownLines } from './shown-lines.js';

const person = (id: string, name: string): StagePerson => ({
  person: { id, name, kind: 'person', avatar: null },
  ...{ role: 'learner', peerId: id, since: '2026-05-04T10:00:00.000Z', microphone: null, camera: null, screens: [] },
  ...{ hand: null, quality: null },
});
const line = (text: string, second: number) => ({
  ...{ text, language: 'es' as const, source: 'typed' as const },
  at: `2026-05-04T10:00:0${second}.000Z`,
});

it('lines of several people stand in the order in which they were said, the last ones only, of nobody who has left', () => {
  const signals = {
    'caption:a': { lines: [line('uno', 1), line('tres', 3)] },
    'caption:b': { lines: [line('dos', 2), line('cuatro', 4)] },
    'caption:gone': { lines: [line('cinco', 5)] },
  };
  const shown = shownLines(signals, [person('a', 'Ana'), person('b', 'Berto')], 3);
  expect(shown.map(({ name, text }) => `${name}: ${text}`)).toEqual(['Berto: dos', 'Ana: tres', 'Berto: cuatro']);
  expect(new Set(shown.map(({ key }) => key)).size).toBe(3);
});
