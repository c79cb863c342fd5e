import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { PresenceSignal } from '../../contract/rooms.contract.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Rounds } from '../../platform/observability/rounds.js';
import { Seldom, more } from '../../platform/observability/seldom.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { AttendanceRepository, type MemberHere, type Place, type Visit } from './attendance.repository.js';
import { Gatherings } from './gatherings.js';
import { PresenceSignals, signalOf } from './presence-signals.js';
import { accountIdOf, roomIdOf } from './rooms.events.js';

/** How often a node says that its people are still here. Well below GHOST_MS, so that one slow write is no flicker. */
const RENEW_MS = 5_000;
/** Whoever comes within this time of a look is looked at together with all who do. */
const LOOK_EVERY_MS = 50;

/** Who has a room open on this node: their first socket opened it, their last one left it. */
export interface PresenceListener {
  opened(roomId: string, personId: string): void;
  closed(roomId: string, personId: string): void;
}
interface Here {
  visit: Visit;
  signal: PresenceSignal;
}

/**
 * Who is in which room on this node. Sockets, memberships and meetings change it from many sides, so nothing is counted up and
 * down: whoever may have changed is looked at again, in batches, and rows and signals are made to agree with what is true.
 */
@Injectable()
export class Presence implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(Presence.name);
  readonly #seldom = new Seldom();
  readonly #rounds: Rounds;
  readonly #connected = new Map<string, Set<string>>();
  readonly #here = new Map<string, Map<string, Here>>();
  #toLookAt = new Map<string, Place>();
  #failed: Place[] = [];
  #looking: Promise<void> | undefined;
  #forgetCommits: (() => void) | undefined;
  /** Set by features that stand on rooms. */
  readonly listeners = new Set<PresenceListener>();

  constructor(
    private readonly attendance: AttendanceRepository,
    private readonly gatherings: Gatherings,
    private readonly signals: PresenceSignals,
    private readonly realtime: Realtime,
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {
    const round = () => this.renew();
    this.#rounds = new Rounds(clock, { name: Presence.name, failed: 'Presence waits', everyMs: RENEW_MS, round });
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const type of ['rooms.member-left', 'rooms.member-removed', 'rooms.role-changed'] as const)
      this.realtime.onEvent(type, ({ stream, payload }) => this.look(roomIdOf(stream), payload.personId));
    this.realtime.onEvent('rooms.member-joined', ({ stream, payload }) =>
      this.look(roomIdOf(stream), payload.member.person.id),
    );
    this.realtime.onEvent('rooms.member-changed', ({ stream, payload }) =>
      this.look(roomIdOf(stream), payload.person.id),
    );
    for (const type of ['rooms.room-archived', 'rooms.room-reopened'] as const)
      this.realtime.onEvent(type, ({ stream }) => this.lookAtAll(roomIdOf(stream)));
    for (const type of ['meetings.meeting-started', 'meetings.meeting-ended', 'breakouts.opened'] as const)
      this.realtime.onEvent(type, ({ stream }) => this.lookAtAll(roomIdOf(stream)));
    this.realtime.onEvent('meetings.entry-decided', ({ stream, payload }) =>
      this.look(payload.roomId, accountIdOf(stream)),
    );
    this.#forgetCommits = this.log.onCommitted((events) => {
      for (const { stream, actor } of events) if (actor !== null) this.signals.active(roomIdOf(stream), actor);
    });
    await this.tick();
    this.#rounds.start();
  }

  /** Somebody's first socket on this node opened the room. */
  opened(roomId: string, personId: string): void {
    const people = this.#connected.get(roomId) ?? new Set();
    this.#connected.set(roomId, people.add(personId));
    for (const listener of this.listeners) listener.opened(roomId, personId);
    this.look(roomId, personId);
  }

  /** Their last one left it. */
  closed(roomId: string, personId: string): void {
    const people = this.#connected.get(roomId);
    people?.delete(personId);
    if (people?.size === 0) this.#connected.delete(roomId);
    for (const listener of this.listeners) listener.closed(roomId, personId);
    this.look(roomId, personId);
  }

  /** Somebody is on the stage of a room: where no meeting goes on one begins, and all who are there are in it. */
  async gathered(roomId: string): Promise<void> {
    if (await this.gatherings.begin(roomId)) this.lookAtAll(roomId);
  }

  /** Whether people meet on stages here. Once they cannot any more, whoever is there meets in the chat. */
  meetOnStage(onStage: boolean): void {
    if (this.gatherings.onStage === onStage) return;
    this.gatherings.onStage = onStage;
    for (const roomId of this.#connected.keys()) this.lookAtAll(roomId);
  }

  /** Everything noticed so far is in the tables and on its way to the screens. */
  async settled(): Promise<void> {
    await this.#looking;
  }

  async onModuleDestroy(): Promise<void> {
    this.#forgetCommits?.();
    await this.#rounds.stop();
    this.#connected.clear();
    for (const roomId of this.#here.keys()) this.lookAtAll(roomId);
    await this.settled();
    this.signals.close();
  }

  /** Renews the visits of this node's people; sweeps up after nodes that died. Runs every RENEW_MS. */
  tick(): Promise<void> {
    return this.#rounds.now();
  }

  private async renew(): Promise<void> {
    const at = this.clock.now();
    const visits = [...this.#here.values()].flatMap((people) => [...people.values()].map((here) => here.visit));
    const lost = new Set(
      await this.attendance.renew(
        visits.map((visit) => visit.id),
        at,
      ),
    );
    // Another node took this one for dead (a stall, a sleeping machine): the visit ended, a new one begins.
    for (const visit of visits.filter(({ id }) => lost.has(id))) {
      this.#here.get(visit.roomId)?.delete(visit.accountId);
      this.look(visit.roomId, visit.accountId);
    }
    for (const { roomId, accountId } of this.#failed.splice(0)) this.look(roomId, accountId);
    for (const roomId of await this.gatherings.begunIn(this.outside())) this.lookAtAll(roomId);
    await this.attendance.sweep(at);
    // Other nodes' people count too.
    await this.show(new Map([...this.#here.keys()].map((roomId) => [roomId, []])), at);
  }

  /** Rooms with somebody here who is in no meeting. */
  private outside(): string[] {
    const rooms = [...this.#here].filter(([, people]) =>
      [...people.values()].some(({ visit }) => visit.meetingId === null),
    );
    return rooms.map(([roomId]) => roomId);
  }

  private warn(what: string, error: unknown): void {
    this.#seldom.say(what, this.clock.monotonic(), (unsaid) =>
      this.#logger.warn({ msg: `${what}: ${String(error)}`, ...more(unsaid) }),
    );
  }

  private lookAtAll(roomId: string): void {
    const people = new Set([...(this.#connected.get(roomId) ?? []), ...(this.#here.get(roomId)?.keys() ?? [])]);
    for (const personId of people) this.look(roomId, personId);
  }

  private look(roomId: string, accountId: string): void {
    this.#toLookAt.set(`${roomId} ${accountId}`, { roomId, accountId });
    this.#looking ??= this.lookAtThem();
  }

  private async lookAtThem(): Promise<void> {
    while (this.#toLookAt.size > 0) {
      const places = [...this.#toLookAt.values()];
      this.#toLookAt = new Map();
      try {
        await this.agree(places);
      } catch (error) {
        this.#failed.push(...places);
        this.warn('Presence could not be written, it is tried again', error);
      }
      // After the look and not before it: whoever comes alone does not wait.
      await this.clock.sleep(LOOK_EVERY_MS);
    }
    this.#looking = undefined;
  }

  private async agree(places: readonly Place[]): Promise<void> {
    const at = this.clock.now();
    const connected = places.filter(({ roomId, accountId }) => this.#connected.get(roomId)?.has(accountId));
    const members = await this.attendance.membersAmong(connected);
    const meetings = await this.gatherings.of(members, at);
    const wanted = new Map(members.map((member) => [`${member.roomId} ${member.accountId}`, member]));

    const arriving: { member: MemberHere; meetingId: string | null }[] = [];
    const leaving: Visit[] = [];
    for (const { roomId, accountId } of places) {
      const visit = this.#here.get(roomId)?.get(accountId)?.visit;
      const member = wanted.get(`${roomId} ${accountId}`);
      const meetingId = meetings.get(`${roomId} ${accountId}`) ?? null;
      const stays = member !== undefined && visit?.meetingId === meetingId;
      if (visit && !stays) leaving.push(visit);
      if (member && !stays) arriving.push({ member, meetingId });
    }
    const begun = await this.attendance.begin(
      arriving.map(({ member, meetingId }) => ({ roomId: member.roomId, accountId: member.accountId, meetingId })),
      at,
    );
    await this.attendance.end(leaving, at);

    for (const visit of leaving) this.#here.get(visit.roomId)?.delete(visit.accountId);
    for (const visit of begun) this.put(visit, wanted.get(`${visit.roomId} ${visit.accountId}`));
    for (const member of members) this.refresh(member);
    await this.show(
      Map.groupBy(places, (place) => place.roomId),
      at,
    );
  }

  private put(visit: Visit, member: MemberHere | undefined): void {
    if (!member) return;
    const people = this.#here.get(visit.roomId) ?? new Map<string, Here>();
    this.#here.set(visit.roomId, people.set(visit.accountId, { visit, signal: signalOf(member, visit.startedAt) }));
  }

  private refresh(member: MemberHere): void {
    const here = this.#here.get(member.roomId)?.get(member.accountId);
    if (here) here.signal = signalOf(member, here.visit.startedAt);
  }

  private async show(changes: ReadonlyMap<string, readonly Place[]>, at: Date): Promise<void> {
    const counts = await this.attendance.counts([...changes.keys()], at);
    for (const [roomId, changed] of changes) {
      const here = this.#here.get(roomId) ?? new Map<string, Here>();
      if (here.size === 0) this.#here.delete(roomId);
      const people = new Map([...here].map(([id, { signal }]) => [id, signal]));
      const count = Math.max(counts.get(roomId) ?? 0, people.size);
      this.signals.show(roomId, { people, changed: changed.map((place) => place.accountId), count });
    }
  }
}
