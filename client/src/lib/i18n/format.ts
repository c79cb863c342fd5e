import type { Language } from './words.js';

const LOCALE: Record<Language, string> = { es: 'es', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

// To make one costs a hundred times what it costs to use it.
function formatOf(locale: string, zone: string | undefined, options: Intl.DateTimeFormatOptions) {
  const key = `${locale}|${zone ?? ''}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}
const dateFormat = (language: Language, zone: string | undefined, options: Intl.DateTimeFormatOptions) =>
  formatOf(LOCALE[language], zone, options);

export interface Reader {
  language: Language;
  /** IANA zone; undefined = the device's. */
  zone?: string;
}

/** `jueves, 19 de noviembre de 2026, 18:04:05 CET` */
export const formatExact = (at: Date, { language, zone }: Reader): string =>
  dateFormat(language, zone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);

/** `18:04` */
export const formatClock = (at: Date, { language, zone }: Reader): string =>
  dateFormat(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** `jueves, 26 de noviembre, 18:30`: when something will be. */
export const formatAppointment = (at: Date, { language, zone }: Reader): string =>
  dateFormat(language, zone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** `19 de noviembre`, with the year when it is not the current one. */
export function formatDay(at: Date, now: Date, { language, zone }: Reader): string {
  const year = dateFormat(language, zone, { year: 'numeric' });
  const sameYear = year.format(at) === year.format(now);
  return dateFormat(language, zone, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    at,
  );
}

/** Calendar day in the reader's zone, `2026-11-19`: equal strings are the same day for the reader. */
export const dayKey = (at: Date, zone?: string): string =>
  formatOf('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** `hoy`, `ayer`, `mañana`, or the day: for separators between messages. */
export function formatDayNear(at: Date, now: Date, reader: Reader): string {
  const days = Math.round((Date.parse(dayKey(at, reader.zone)) - Date.parse(dayKey(now, reader.zone))) / 86_400_000);
  if (Math.abs(days) <= 1)
    return new Intl.RelativeTimeFormat(LOCALE[reader.language], { numeric: 'auto' }).format(days, 'day');
  return formatDay(at, now, reader);
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
];

/** `hace 3 min`, `en 2 h`, `ayer`; under a minute `justNow`; from a week on, the day. */
export function formatRelative(at: Date, now: Date, reader: Reader, justNow: string): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return justNow;
  if (size >= 7 * 86_400) return formatDay(at, now, reader);
  const [unit, length] = STEPS.findLast(([, step]) => size >= step) ?? ['minute', 60];
  const relative = new Intl.RelativeTimeFormat(LOCALE[reader.language], { numeric: 'auto', style: 'short' });
  return relative.format(Math.trunc(seconds / length), unit);
}

export const formatNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(LOCALE[language]).format(value);

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `25 MB`, `1,4 GB`, `310 kB`, in steps of 1,024 as the hub counts them. */
export function formatBytes(bytes: number, language: Language): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const value = bytes / 1024 ** step;
  return new Intl.NumberFormat(LOCALE[language], {
    style: 'unit',
    unit: SIZES[step],
    // The short form of a byte has no plural: "7 byte".
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
