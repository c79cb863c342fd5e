import { dayKey, formatClock, formatDay, formatDayNear, formatExact, formatRelative } from './format.js';

const madrid = { language: 'es', zone: 'Europe/Madrid' } as const;
const tokyo = { language: 'en', zone: 'Asia/Tokyo' } as const;
const now = new Date('2026-11-19T17:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

describe('times', () => {
  it.each([
    [0, 'ahora'],
    [59, 'ahora'],
    [60, 'hace 1 min'],
    [3 * 60, 'hace 3 min'],
    [59 * 60 + 59, 'hace 59 min'],
    [3600, 'hace 1 h'],
    [-2 * 3600, 'dentro de 2 h'],
    [86_400, 'ayer'],
    [7 * 86_400, '12 de noviembre'],
  ])('%d seconds ago reads %s', (seconds, text) => {
    expect(formatRelative(ago(seconds), now, madrid, 'ahora')).toBe(text);
  });

  it('reads in the zone of the reader', () => {
    expect(formatClock(now, madrid)).toBe('18:00');
    expect(formatClock(now, tokyo)).toBe('02:00');
    expect(dayKey(now, 'Asia/Tokyo')).toBe('2026-11-20');
  });

  it('names near days by the reader’s calendar, not by 24 hours', () => {
    expect(formatDayNear(new Date('2026-11-18T23:30:00Z'), now, madrid)).toBe('hoy');
    expect(formatDayNear(new Date('2026-11-18T22:30:00Z'), now, madrid)).toBe('ayer');
    expect(formatDayNear(new Date('2026-11-09T12:00:00Z'), now, madrid)).toBe('9 de noviembre');
  });

  it('adds the year only when it is another one', () => {
    expect(formatDay(new Date('2025-12-31T12:00:00Z'), now, madrid)).toBe('31 de diciembre de 2025');
    expect(formatDay(new Date('2026-01-31T12:00:00Z'), now, tokyo)).toBe('31 January');
  });

  it('says the exact time with its zone', () => {
    expect(formatExact(now, madrid)).toMatch(/19 de noviembre de 2026.*18:00:00.*CET/);
  });
});
