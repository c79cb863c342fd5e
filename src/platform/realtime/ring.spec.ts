import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '../event-log/event-log.types.js';
import { frames, Ring, RING_BYTES, RING_EVENTS, upTo } from './ring.js';

const event = (seq: number, words = ''): StoredEvent<'accounts.session-ended'> => ({
  position: seq,
  stream: 'account:x',
  epoch: 1,
  seq,
  type: 'accounts.session-ended',
  version: 1,
  subject: null,
  actor: null,
  at: new Date(0),
  payload: { sessionId: words || randomUUID(), reason: 'everywhere' },
  erased: false,
  isMessage: false,
});
const seqs = (encoded: string[] | undefined) => encoded?.map((json) => (JSON.parse(json) as { seq: number }).seq);

describe('ring', () => {
  it('answers what lies between two positions, and nothing where it does not reach back', () => {
    const ring = new Ring();
    for (let seq = 5; seq <= 9; seq += 1) ring.push(event(seq), []);
    expect(seqs(ring.between(4, 9))).toEqual([5, 6, 7, 8, 9]);
    expect(seqs(ring.between(6, 8))).toEqual([7, 8]);
    expect(ring.between(3, 9)).toBeUndefined();
    expect(ring.after(7).map(({ seq }) => seq)).toEqual([8, 9]);
    expect(ring.after(0)).toHaveLength(5);
  });

  it('keeps at most so many events and so many bytes', () => {
    const many = new Ring();
    for (let seq = 1; seq <= RING_EVENTS + 7; seq += 1) many.push(event(seq), []);
    many.trim(RING_EVENTS + 7);
    expect(many.after(0)).toHaveLength(RING_EVENTS);
    expect(many.after(0)[0]?.seq).toBe(8);
    const heavy = new Ring();
    for (let seq = 1; seq <= 10; seq += 1) heavy.push(event(seq, 'x'.repeat(50_000)), []);
    heavy.trim(10);
    expect(heavy.bytes).toBeLessThanOrEqual(RING_BYTES);
    expect(heavy.after(0).map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10]);
    heavy.clear();
    expect([heavy.bytes, heavy.after(0).length]).toEqual([0, 0]);
  });

  it('never drops what was not sent', () => {
    const ring = new Ring();
    for (let seq = 1; seq <= RING_EVENTS + 50; seq += 1) ring.push(event(seq), []);
    ring.trim(20);
    expect(ring.after(0)[0]?.seq).toBe(21);
  });

  it('gives events that touch rights a frame of their own', () => {
    const entry = (seq: number, ...people: string[]) => ({ seq, json: '', bytes: 0, people, event: undefined });
    const cut = frames([entry(1), entry(2), entry(3, 'a'), entry(4, 'b'), entry(5), entry(6)]);
    expect(cut.map((group) => group.map(({ seq }) => seq))).toEqual([[1, 2], [3], [4], [5, 6]]);
    expect(frames([])).toEqual([]);
  });

  it('takes as many entries as weigh so much, and at least one', () => {
    const entries = [30, 30, 30, 200].map((bytes, n) => ({ seq: n, json: '', bytes, people: [], event: undefined }));
    expect(upTo(60, entries)).toHaveLength(2);
    expect(upTo(10, entries)).toHaveLength(1);
    expect(upTo(Infinity, entries)).toHaveLength(4);
    expect(upTo(10, [])).toEqual([]);
  });
});
