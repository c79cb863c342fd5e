import type { NoticeKind, QuietHours } from '../../contract/notifications.contract.js';
import { endOfQuiet } from './quiet-hours.js';

/** A notice that a mail may still tell. */
export interface PendingNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: Date;
  readonly mailAfter: Date;
  /** Neither read nor out of sight meanwhile. */
  readonly news: boolean;
}
export interface Reader {
  /** There is an address, and it is confirmed to be theirs. */
  readonly reachable: boolean;
  readonly suspended: boolean;
  readonly zone: string;
  readonly quiet: QuietHours | null;
  readonly mailOff: readonly NoticeKind[];
}
export interface MailPlan {
  /** A mail for each kind. */
  readonly post: ReadonlyMap<NoticeKind, string[]>;
  /** No mail will tell these (any more). */
  readonly done: readonly string[];
  readonly later: { readonly ids: readonly string[]; readonly until: Date } | null;
}

/** What is older comes too late for a mail: after a long outage nobody wants all of it. */
const STALE_MS = 3 * 24 * 60 * 60_000;

/**
 * Which mails go out now. Whoever has left one message unread for long enough is not there: the mail tells the newer ones of its
 * kind too, so that there is one mail and not one a minute.
 */
export function planMails(pending: readonly PendingNotice[], reader: Reader, now: Date): MailPlan {
  const wanted = pending.filter(
    ({ kind, at, news }) =>
      news &&
      reader.reachable &&
      !reader.mailOff.includes(kind) &&
      (!reader.suspended || kind === 'decision') &&
      now.getTime() - at.getTime() < STALE_MS,
  );
  const dead = pending.filter((notice) => !wanted.includes(notice)).map(({ id }) => id);
  const dueKinds = new Set(wanted.filter(({ mailAfter }) => mailAfter <= now).map(({ kind }) => kind));
  const due = wanted.filter(({ kind }) => dueKinds.has(kind));
  const until = reader.quiet === null ? null : endOfQuiet(now, reader.quiet, reader.zone);
  if (until !== null) return { post: new Map(), done: dead, later: { ids: due.map(({ id }) => id), until } };
  const post = new Map(
    [...Map.groupBy(due, ({ kind }) => kind)].map(([kind, some]) => [kind, some.map(({ id }) => id)]),
  );
  return { post, done: [...dead, ...due.map(({ id }) => id)], later: null };
}
