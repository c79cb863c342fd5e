import ICAL from 'ical.js';
import { calendarFile } from './calendar-file.js';
import type { MeetingRow } from './meeting.view.js';

const row = (more: Partial<MeetingRow> = {}): MeetingRow => ({
  id: '01935000-0000-7000-8000-0000000000e1',
  room_id: '01935000-0000-7000-8000-000000000010',
  form: 'scheduled',
  state: 'scheduled',
  title: 'Lectura; «tres», y \\ más',
  about: 'Línea uno\nlínea dos, con comas; y punto y coma. '.repeat(3),
  starts_at: new Date('2026-03-29T16:30:00Z'),
  local_start: '2026-03-29T18:30',
  time_zone: 'Europe/Madrid',
  minutes: 90,
  series_id: null,
  waiting_room: false,
  agenda: [{ title: 'Ronda', minutes: 10 }],
  step: null,
  step_at: null,
  started_at: null,
  empty_since: null,
  ended_at: null,
  answers: { yes: 0, maybe: 0, no: 0 },
  sequence: 2,
  changed_at: new Date('2026-03-01T10:00:00Z'),
  touched: 4,
  ...more,
});
const link = () => 'https://hub.example.org/rooms/r';
const read = (...meetings: MeetingRow[]) => {
  const text = calendarFile({ name: 'Sala ñ', meetings, link });
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { text, calendar, events: calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)) };
};

describe('a calendar file', () => {
  it('is read by another program as what was meant', () => {
    const { calendar, events } = read(row());
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    const [event] = events;
    expect(event?.uid).toBe('01935000-0000-7000-8000-0000000000e1@tertulia');
    expect(event?.summary).toBe('Lectura; «tres», y \\ más');
    expect(event?.description).toContain('Línea uno\nlínea dos, con comas; y punto y coma.');
    expect(event?.description).toContain('1. Ronda (10 min)');
    expect(event?.startDate.toJSDate().toISOString()).toBe('2026-03-29T16:30:00.000Z');
    expect(event?.endDate.toJSDate().toISOString()).toBe('2026-03-29T18:00:00.000Z');
    expect(event?.sequence).toBe(2);
    expect(event?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(event?.component.getFirstPropertyValue('url')).toBe(link());
  });

  it('keeps the UID when it is changed, and says what was called off', () => {
    const before = read(row()).events[0];
    const after = read(row({ state: 'cancelled', sequence: 3, title: 'Otra cosa' })).events[0];
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBe(3);
    expect(after?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('has lines of 75 bytes at most, as RFC 5545 wants, and is the same whenever it is written', () => {
    const { text } = read(row(), row({ id: '01935000-0000-7000-8000-0000000000e2' }));
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).toBe(read(row(), row({ id: '01935000-0000-7000-8000-0000000000e2' })).text);
    expect(text.match(/BEGIN:VEVENT/g)?.length).toBe(2);
  });
});
