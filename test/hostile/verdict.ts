import type { Report } from './campaign.js';

const MB = 1024 * 1024;
/** What the heap may have grown by once all is over: caches of what really happened (messages, people), and never by connection. */
const HEAP_GROWTH_MAX = 32 * MB;
/** Far fewer than one a thousand frames. */
const LOG_LINES_MAX = 200;

/** What the hub should not have done, in sentences; times are judged by whoever measures them. */
export function troublesOf({ tally, honest, before, after, slow, logLines, indiscreet, outcomes }: Report): string[] {
  const grown = after.heapUsed + after.external - before.heapUsed - before.external;
  const said: [boolean, string][] = [
    [honest.posted === 0, 'Nobody honest could speak.'],
    [after.connected > before.connected, `${after.connected - before.connected} sockets were not released.`],
    [after.followings > before.followings, `${after.followings - before.followings} followings were not released.`],
    [after.sockets > before.sockets + 2, `${after.sockets - before.sockets} descriptors of sockets were not released.`],
    [grown > HEAP_GROWTH_MAX, `The heap has grown by ${Math.round(grown / MB)} MB.`],
    [slow.left > 0, `${slow.left} slow connections were not ended.`],
    [logLines > LOG_LINES_MAX, `The log has ${logLines} lines.`],
    [(outcomes.get('internal') ?? 0) > 0, `${outcomes.get('internal')} commands failed inside.`],
  ];
  return [
    ...tally.problems,
    ...(tally.problemCount > tally.problems.length ? [`… ${tally.problemCount} problems in all`] : []),
    ...honest.problems.slice(0, 10),
    ...indiscreet.slice(0, 5).map((line) => `The log tells: ${line.slice(0, 400)}`),
    ...said.filter(([wrong]) => wrong).map(([, sentence]) => sentence),
  ];
}

// Node tells once that Express reads addresses with its old parser; what it tells is not about the hub.
const KNOWN = /^.*\[DEP0170\] DeprecationWarning.*\n.*--trace-deprecation.*$/m;

/** How it ended when it was asked to, and what it complained of meanwhile. */
export function troublesOfEnding(code: number | NodeJS.Signals, errors: string): string[] {
  const complaint = errors.replace(KNOWN, '').trim();
  return [
    ...(code === 0 ? [] : [`The hub ended with ${code}.`]),
    ...(complaint === '' ? [] : [`It complained: ${complaint.slice(0, 2_000)}`]),
  ];
}
