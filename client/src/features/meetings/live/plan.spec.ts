import type { MeetingView } from '@contract/meetings.contract.js';
import { planOf, problemsOf, repeatOf, weekdayNames, zonesWith } from './plan.js';

const meeting: MeetingView = {
  id: '01935000-0000-7000-8000-0000000000e1',
  state: 'scheduled',
  title: 'Lectura',
  about: '',
  startsAt: '2026-07-15T22:30:00.000Z',
  minutes: 45,
  timeZone: 'Europe/Madrid',
  seriesId: null,
  waitingRoom: true,
  agenda: [{ title: 'Ronda', minutes: 10 }],
  step: null,
  stepAt: null,
  startedAt: null,
  endedAt: null,
  answers: { yes: 0, maybe: 0, no: 0 },
  touched: 1,
};

describe('the form of a meeting', () => {
  it('shows the day and hour of the place where it is meant', () => {
    expect(planOf(meeting, 'America/Bogota')).toMatchObject({
      date: '2026-07-16',
      time: '00:30',
      timeZone: 'Europe/Madrid',
      minutes: '45',
      agenda: [{ title: 'Ronda', minutes: '10' }],
    });
    expect(planOf(null, 'America/Bogota')).toMatchObject({ date: '', timeZone: 'America/Bogota' });
  });

  it('says what is not right yet', () => {
    const wrong = { ...planOf(null, 'UTC'), minutes: '4', repeat: 'week' as const, count: '101' };
    expect(problemsOf(wrong)).toEqual({
      title: 'missingName',
      date: 'missingDate',
      time: 'missingTime',
      minutes: 'badMinutes',
      count: 'badCount',
      agenda: undefined,
    });
    const step = { id: 0, title: ' ', minutes: '10' };
    expect(problemsOf({ ...planOf(meeting, 'UTC'), agenda: [step] })).toMatchObject({
      title: undefined,
      agenda: 'badStep',
    });
    expect(problemsOf({ ...planOf(meeting, 'UTC'), repeat: 'day', ending: 'until' }).count).toBe('missingDate');
  });

  it('repeats as it was said', () => {
    const plan = planOf(meeting, 'UTC');
    expect(repeatOf(plan)).toBeUndefined();
    expect(repeatOf({ ...plan, repeat: 'weeks', weekdays: [2], count: '3' })).toEqual({
      every: 'week',
      interval: 2,
      weekdays: [2],
      count: 3,
    });
    expect(repeatOf({ ...plan, repeat: 'day', ending: 'until', until: '2026-08-01' })).toMatchObject({
      every: 'day',
      until: '2026-08-01',
    });
  });

  it('knows the days of the week from Monday on, and the zone that is chosen', () => {
    expect(weekdayNames('en')).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
    expect(zonesWith('UTC')).toContain('UTC');
  });
});
