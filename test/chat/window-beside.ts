import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { MaterialsService } from '../../src/features/materials/materials.service.js';
import { MinutesService } from '../../src/features/minutes/minutes.service.js';
import { Mutes } from '../../src/features/rooms/mutes.js';
import { MeetingClock } from '../../src/features/rooms/meetings/meeting-clock.js';
import { PlanMeetings } from '../../src/features/rooms/meetings/plan-meetings.js';
import { RunMeetings } from '../../src/features/rooms/meetings/run-meetings.js';
import type { Actor } from '../../src/platform/actor/actor.js';
import { StageFacts } from '../../src/features/stage/stage-facts.js';
import { Uploads } from '../../src/platform/uploads/uploads.js';
import type { TestHub } from '../support/hub.js';
import { onStage, stageCommand } from './window-stage.js';

const nth = fc.nat(40);

/** What nobody does comes from the clock, and here only when a script looks at it: nothing may happen while somebody looks. */
class MeetingClockByHand extends MeetingClock {
  override onApplicationBootstrap(): void {}
}
export const clockByHand = { token: MeetingClock, by: MeetingClockByHand };

/** What happens beside the chat of a room: meetings, materials, the stage. */
export const besideCommand = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('plan' as const),
      /** So near that its doors open with the next look at the clock. */
      soon: fc.boolean(),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('rsvp' as const),
      who: fc.nat(3),
      nth,
      answer: fc.constantFrom('yes' as const, 'maybe' as const, 'no' as const, null),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom('start' as const, 'end' as const, 'agenda' as const, 'replan' as const, 'call-off' as const),
      nth,
    }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('publish' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('add' as const), who: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('retitle' as const, 'take-away' as const), nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('order' as const), nth, place: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('mute' as const), who: fc.nat(3), on: fc.boolean() }) },
  { weight: 12, arbitrary: stageCommand },
);
export type BesideCommand = typeof besideCommand extends fc.Arbitrary<infer C> ? C : never;

const PLAN = { about: '', timeZone: 'UTC', minutes: 30, waitingRoom: false } as const;
const AGENDA = ['Uno', 'Dos', 'Tres'].map((title) => ({ title, minutes: 5 }));

interface Made {
  readonly meetings: string[];
  readonly materials: string[];
  /** Of those materials. */
  readonly files: string[];
}

/** Those who do it. Meetings and materials of a room are known by what this made. */
export class Beside {
  readonly #made = new Map<string, Made>();

  constructor(
    private readonly hub: TestHub,
    private readonly people: readonly Actor[],
    private readonly host: Actor,
  ) {}

  tick = (): Promise<void> => this.hub.app.get(MeetingClock).tick();

  /** What follows by itself from what happened has happened. */
  async settled(): Promise<void> {
    await this.hub.app.get(StageFacts).settled();
    await this.hub.log.settled();
  }

  of(roomId: string): Made {
    const made = this.#made.get(roomId) ?? { meetings: [], materials: [], files: [] };
    this.#made.set(roomId, made);
    return made;
  }

  /** Something of each kind: a meeting that goes on, a series that begins soon, two materials, two people on the stage. */
  async begin(roomId: string): Promise<void> {
    await this.perform(roomId, { do: 'plan', soon: false, times: 1 });
    await this.perform(roomId, { do: 'start', nth: 0 });
    await this.perform(roomId, { do: 'plan', soon: true, times: 2 });
    for (const who of [0, 1]) await this.perform(roomId, { do: 'add', who });
    for (const who of [0, 1]) await this.perform(roomId, { do: 'gather', who });
  }

  /** The clock has nothing to do any more in a room whose script is over. */
  async leave(roomId: string): Promise<void> {
    await this.hub.sql.query(`update meetings set state = 'cancelled' where room_id = $1`, [roomId]);
  }

  async perform(roomId: string, one: BesideCommand): Promise<void> {
    const { app } = this.hub;
    const [planning, running, materials] = [app.get(PlanMeetings), app.get(RunMeetings), app.get(MaterialsService)];
    const { host } = this;
    const made = this.of(roomId);
    const person = 'who' in one ? (this.people[one.who] ?? host) : host;
    const chosen = (all: readonly string[]): string =>
      ('nth' in one ? all[one.nth % Math.max(1, all.length)] : undefined) ?? randomUUID();
    // The first one goes on already: that is the one to move on, and to have minutes of.
    const first = one.do === 'agenda' || one.do === 'publish';
    const meeting = { roomId, meetingId: chosen(first ? made.meetings.slice(0, 1) : made.meetings) };
    const material = { roomId, clientId: randomUUID(), materialId: chosen(made.materials) };
    const title = `Título ${randomUUID().slice(0, 4)}`;
    switch (one.do) {
      case 'plan': {
        const at = one.soon ? new Date(this.hub.clock.epochMs() + 5 * 60_000).toISOString() : '2099-01-01T10:00';
        const when = { date: at.slice(0, 10), time: at.slice(11, 16) };
        const repeat = { every: 'day' as const, interval: 1, weekdays: [], count: one.times };
        const { meetingIds } = await planning.schedule(host, {
          ...{ ...PLAN, ...when, roomId, clientId: randomUUID(), title, agenda: AGENDA },
          ...(one.times > 1 ? { repeat } : {}),
        });
        return void made.meetings.push(...meetingIds);
      }
      case 'rsvp':
        return void (await planning.rsvp(person, { ...meeting, answer: one.answer }));
      case 'start':
        return void (await running.start(host, meeting));
      case 'end':
        return void (await running.end(host, meeting));
      case 'agenda':
        return void (await running.moveAgenda(host, { ...meeting, step: one.nth % AGENDA.length }));
      case 'replan':
        return void (await planning.edit(host, { ...meeting, scope: one.nth % 2 ? 'one' : 'following', title }));
      case 'call-off':
        return void (await planning.cancel(host, { ...meeting, scope: one.nth % 2 ? 'one' : 'following' }));
      case 'publish':
        return void (await app.get(MinutesService).publish(host, meeting));
      case 'add': {
        const bytes = Buffer.from(`%PDF-1.7\ntema ${randomUUID()}`);
        const { id: fileId } = await app.get(Uploads).receive(person, roomId, { name: 'tema.pdf', bytes });
        made.files.push(fileId);
        const added = { roomId, clientId: randomUUID(), fileId, title, licence: '' };
        return void made.materials.push((await materials.add(person, added)).materialId);
      }
      case 'retitle':
        return void (await materials.edit(host, { ...material, title, licence: 'CC BY 4.0' }));
      case 'take-away':
        return void (await materials.remove(host, material));
      case 'order':
        return void (await materials.move(host, { ...material, place: one.place }));
      case 'mute': {
        const about = { roomId, personId: person.accountId };
        const mutes = app.get(Mutes);
        return void (one.on
          ? await mutes.mute(host, { ...about, minutes: 10, reason: 'ruido' })
          : await mutes.unmute(host, about));
      }
      case 'gather':
      case 'lights':
      case 'count-down':
      case 'spotlight':
      case 'slides':
      case 'page':
      case 'record':
      case 'record-no-more':
        await onStage(this.hub, { roomId, host, person, material: chosen(made.files) }, one);
    }
  }
}
