import type { MeetingView, Repetition } from '@contract/meetings.contract.js';
import { dayKey, formatClock } from '../../../lib/i18n/format.js';

/** The form as it is filled in. */
export interface Plan {
  readonly title: string;
  readonly about: string;
  readonly date: string;
  readonly time: string;
  readonly timeZone: string;
  readonly minutes: string;
  readonly waitingRoom: boolean;
  readonly agenda: readonly { readonly id: number; readonly title: string; readonly minutes: string }[];
  readonly repeat: 'never' | 'day' | 'week' | 'weeks';
  readonly weekdays: readonly number[];
  readonly ending: 'count' | 'until';
  readonly count: string;
  readonly until: string;
}

export function planOf(meeting: MeetingView | null, ownZone: string): Plan {
  const at = meeting && new Date(meeting.startsAt);
  const zone = meeting?.timeZone ?? ownZone;
  return {
    title: meeting?.title ?? '',
    about: meeting?.about ?? '',
    date: at ? dayKey(at, zone) : '',
    time: at ? formatClock(at, { language: 'en', zone }) : '',
    timeZone: zone,
    minutes: String(meeting?.minutes ?? 60),
    waitingRoom: meeting?.waitingRoom ?? false,
    agenda: (meeting?.agenda ?? []).map(({ title, minutes }, id) => ({ id, title, minutes: String(minutes) })),
    repeat: 'never',
    weekdays: [],
    ending: 'count',
    count: '4',
    until: '',
  };
}

const within = (text: string, least: number, most: number): boolean =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;

type Problem = 'missingName' | 'missingDate' | 'missingTime' | 'badMinutes' | 'badCount' | 'badStep' | undefined;

/** What is not right yet, field by field. */
export function problemsOf(plan: Plan): Record<'title' | 'date' | 'time' | 'minutes' | 'count' | 'agenda', Problem> {
  const goodStep = (step: Plan['agenda'][number]) => step.title.trim() !== '' && within(step.minutes, 1, 240);
  const counted = plan.repeat !== 'never' && plan.ending === 'count';
  const dated = plan.repeat !== 'never' && plan.ending === 'until';
  return {
    title: plan.title.trim().length < 3 ? 'missingName' : undefined,
    date: plan.date === '' ? 'missingDate' : undefined,
    time: plan.time === '' ? 'missingTime' : undefined,
    minutes: within(plan.minutes, 5, 720) ? undefined : 'badMinutes',
    count: counted && !within(plan.count, 2, 100) ? 'badCount' : dated && plan.until === '' ? 'missingDate' : undefined,
    agenda: plan.agenda.every(goodStep) ? undefined : 'badStep',
  };
}

export function repeatOf({ repeat, weekdays, ending, count, until }: Plan): Repetition | undefined {
  if (repeat === 'never') return undefined;
  return {
    every: repeat === 'day' ? 'day' : 'week',
    interval: repeat === 'weeks' ? 2 : 1,
    weekdays: repeat === 'day' ? [] : [...weekdays],
    ...(ending === 'count' ? { count: Number(count) } : { until }),
  };
}

/** All zones this browser knows, and the one that is chosen. */
export const zonesWith = (zone: string): string[] => [...new Set([...Intl.supportedValuesOf('timeZone'), zone])].sort();

/** Names of the days of the week, Monday first. */
export const weekdayNames = (language: string): string[] =>
  Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day + 1)),
  );
