import { Injectable } from '@nestjs/common';
import type { PresenceSignal } from '../../contract/rooms.contract.js';
import { Clock, type Timer } from '../../platform/clock/clock.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import type { MemberHere } from './attendance.repository.js';
import { roomStream } from './rooms.events.js';

/** With more people than this only a summary moves. */
const INDIVIDUALS_MAX = 100;
const SUMMARY_FACES = 24;
const SUMMARY_EVERY_MS = 1_000;
const SUMMARY_KEY = 'presence-summary';

interface Shown {
  /** This node's people; what it says of them is its own to say and to take away. */
  people: ReadonlyMap<string, PresenceSignal>;
  /** Distinct people on all nodes. */
  count: number;
  readonly individuals: Set<string>;
  /** When somebody last did something here, for the faces of a summary. */
  readonly active: Map<string, number>;
  summary: { sentAt: number; timer: Timer | undefined } | null;
}

/** How presence looks to those who follow a room: a key for each person, or above INDIVIDUALS_MAX one summary, at most once a second. */
@Injectable()
export class PresenceSignals {
  readonly #rooms = new Map<string, Shown>();

  constructor(
    private readonly realtime: Realtime,
    private readonly clock: Clock,
  ) {}

  show(
    roomId: string,
    now: { people: ReadonlyMap<string, PresenceSignal>; changed: Iterable<string>; count: number },
  ): void {
    const shown = this.#rooms.get(roomId) ?? { ...now, individuals: new Set(), active: new Map(), summary: null };
    this.#rooms.set(roomId, shown);
    const moved = [...now.changed];
    Object.assign(shown, { people: now.people, count: now.count });
    for (const id of moved) if (now.people.has(id)) shown.active.set(id, this.clock.monotonic());
    for (const id of shown.active.keys()) if (!now.people.has(id)) shown.active.delete(id);

    if (now.people.size > 0 && now.count > INDIVIDUALS_MAX) {
      for (const id of shown.individuals) this.say(roomId, shown, id, null);
      this.summarise(roomId, shown);
      return;
    }
    const returning = shown.summary !== null;
    this.endSummary(roomId, shown);
    for (const id of returning ? now.people.keys() : moved) this.say(roomId, shown, id, now.people.get(id) ?? null);
    if (now.people.size === 0) this.#rooms.delete(roomId);
  }

  /** Somebody did something in the room: their face comes to the front of a summary. */
  active(roomId: string, personId: string): void {
    const shown = this.#rooms.get(roomId);
    if (!shown?.people.has(personId)) return;
    shown.active.set(personId, this.clock.monotonic());
    if (shown.summary) this.summarise(roomId, shown);
  }

  close(): void {
    for (const shown of this.#rooms.values()) this.clock.clearTimer(shown.summary?.timer);
    this.#rooms.clear();
  }

  private say(roomId: string, shown: Shown, personId: string, signal: PresenceSignal | null): void {
    if (signal) shown.individuals.add(personId);
    else if (!shown.individuals.delete(personId)) return;
    this.realtime.setSignal(roomStream(roomId), `presence:${personId}`, signal);
  }

  private summarise(roomId: string, shown: Shown): void {
    shown.summary ??= { sentAt: -Infinity, timer: undefined };
    const { summary } = shown;
    if (summary.timer) return;
    const wait = summary.sentAt + SUMMARY_EVERY_MS - this.clock.monotonic();
    if (wait > 0) summary.timer = this.clock.setTimer(() => this.sendSummary(roomId, shown), wait);
    else this.sendSummary(roomId, shown);
  }

  private sendSummary(roomId: string, shown: Shown): void {
    if (!shown.summary) return;
    shown.summary = { sentAt: this.clock.monotonic(), timer: undefined };
    const latest = [...shown.active].sort(([, one], [, other]) => other - one).slice(0, SUMMARY_FACES);
    const faces = latest.flatMap(([id]) => shown.people.get(id) ?? []);
    this.realtime.setSignal(roomStream(roomId), SUMMARY_KEY, { count: shown.count, faces });
  }

  private endSummary(roomId: string, shown: Shown): void {
    if (!shown.summary) return;
    this.clock.clearTimer(shown.summary.timer);
    shown.summary = null;
    this.realtime.setSignal(roomStream(roomId), SUMMARY_KEY, null);
  }
}

export const signalOf = (member: MemberHere, since: Date): PresenceSignal => ({
  person: { id: member.accountId, name: member.name, kind: member.kind, avatar: member.avatar },
  role: member.role,
  since: since.toISOString(),
});
