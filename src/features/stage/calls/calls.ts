import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { RING_MS } from '../../../contract/limits.js';
import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import { HUB, type Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { Rounds } from '../../../platform/observability/rounds.js';
import { Realtime } from '../../../platform/realtime/realtime.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { accountStream, roomStream } from '../../rooms/rooms.events.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { callOver, nobodyToCall } from '../stage.errors.js';
import { placeKey, StageRepository } from '../stage.repository.js';
import { Stages } from '../stages.js';
import { Standings } from '../standings.js';
import { Call } from './call.js';
import { callEventDefinitions } from './calls.events.js';

const LOOK_MS = 250;
/** How it ended is said so long. */
const OUTCOME_MS = 8_000;

/**
 * The calls that ring now, by room. Who is on a stage is looked at again and again, so whoever comes in by whatever way has
 * accepted, and who leaves has hung up.
 */
@Injectable()
export class Calls implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(Calls.name);
  readonly #calls = new Map<string, Call>();
  readonly #rounds: Rounds;
  /** Calls that are over and whose people were not told yet that they missed them. */
  #untold: Call[] = [];

  constructor(
    private readonly stages: Stages,
    private readonly standings: Standings,
    private readonly repository: StageRepository,
    private readonly rooms: RoomsService,
    private readonly profiles: ProfilesService,
    private readonly realtime: Realtime,
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {
    const what = { name: Calls.name, failed: 'Who missed a call could not be told', everyMs: LOOK_MS };
    this.#rounds = new Rounds(clock, { ...what, round: () => this.look() });
  }

  onModuleInit(): void {
    this.log.defineEvents(callEventDefinitions);
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#rounds.stop();
    for (const call of this.#calls.values()) this.end(call);
    await this.tellMissed().catch((error: unknown) =>
      this.#logger.warn({ msg: `A call that the shutdown ended is not told: ${String(error)}` }),
    );
  }

  async ring(actor: Actor, { roomId, peerId }: CommandParsed<'calls:ring'>): Promise<CommandResult<'calls:ring'>> {
    const { card } = await this.standings.require(actor, roomId, 'stage.ring');
    await this.stages.peer(actor, { roomId, peerId });
    const found = await this.others(actor, roomId);
    // Of two who call each other at once, one call rings.
    let call = this.#calls.get(roomId);
    if (call === undefined) {
      const onStage = this.stages.of(roomId)?.peers;
      const people = found.people.filter(({ id }) => onStage?.has(id) !== true);
      if (card === null || people.length === 0) throw nobodyToCall();
      const endsAt = new Date(this.clock.epochMs() + RING_MS);
      call = new Call(roomId, card, endsAt, people, found.apart);
      this.#calls.set(roomId, call);
      this.begin(call);
    }
    return { endsAt: call.endsAt.toISOString() };
  }

  async answer(
    actor: Actor,
    { roomId, accept }: CommandParsed<'calls:answer'>,
  ): Promise<CommandResult<'calls:answer'>> {
    await this.standings.require(actor, roomId, 'stage.join');
    const call = this.#calls.get(roomId);
    if (call?.answer(actor.accountId, accept ? 'coming' : 'declined') !== true) throw callOver();
    this.hush(call, actor.accountId);
    this.settle(call);
    return {};
  }

  private begin(call: Call): void {
    for (const person of call.called) {
      if (this.isBusy(call, person.id)) call.answer(person.id, 'busy');
      else {
        const others = call.called.filter(({ id }) => id !== person.id);
        const ring = { by: call.by, others, endsAt: call.endsAt.toISOString() };
        this.realtime.setSignal(accountStream(person.id), `call:${call.roomId}`, ring, RING_MS);
      }
    }
    this.settle(call);
  }

  private async look(): Promise<void> {
    for (const call of [...this.#calls.values()]) this.lookAt(call);
    await this.tellMissed();
  }

  private lookAt(call: Call): void {
    const onStage = this.stages.of(call.roomId)?.peers;
    if (onStage?.has(call.by.id) !== true || this.clock.epochMs() >= call.endsAt.getTime()) return this.end(call);
    const moved = call.ringing.filter((id) => {
      const answer = onStage.has(id) ? 'coming' : this.isBusy(call, id) ? 'busy' : null;
      return answer !== null && call.answer(id, answer);
    });
    for (const id of moved) this.hush(call, id);
    if (moved.length > 0) this.settle(call);
  }

  private isBusy({ roomId }: Call, personId: string): boolean {
    return this.stages.all.some((stage) => stage.roomId !== roomId && stage.peers.has(personId));
  }

  private settle(call: Call): void {
    if (call.ringing.length === 0) return this.end(call);
    this.realtime.setSignal(roomStream(call.roomId), 'call', call.signal(), RING_MS + OUTCOME_MS);
  }

  private end(call: Call): void {
    const unanswered = call.ringing;
    call.end();
    this.#calls.delete(call.roomId);
    for (const id of unanswered) this.hush(call, id);
    this.realtime.setSignal(roomStream(call.roomId), 'call', call.signal(), OUTCOME_MS);
    if (call.missed.length > 0) this.#untold.push(call);
  }

  private hush({ roomId }: Call, personId: string): void {
    this.realtime.setSignal(accountStream(personId), `call:${roomId}`, null);
  }

  private async tellMissed(): Promise<void> {
    for (const call of [...this.#untold]) {
      const { roomId, missed, by } = call;
      const payload = { roomId, byId: by.id };
      await this.log.change(HUB, missed.map(accountStream), async (change) => {
        for (const id of missed)
          change.append({ stream: accountStream(id), type: 'calls.call-missed', subject: null, actor: null, payload });
      });
      this.#untold = this.#untold.filter((one) => one !== call);
    }
  }

  private async others(actor: Actor, roomId: string): Promise<{ people: Call['called']; apart: Set<string> }> {
    const { pool } = this.repository;
    const members = (await this.rooms.membersOfDirect(pool, [roomId])).get(roomId) ?? [];
    const ids = members.filter((id) => id !== actor.accountId);
    const whom = ids.map((personId) => ({ roomId, personId, sessionId: null }));
    const [found, apart] = await Promise.all([
      this.repository.standings(whom, this.clock.now()),
      this.profiles.blockedEither(pool, actor.accountId, ids),
    ]);
    return { people: ids.flatMap((id) => found.get(placeKey(roomId, id))?.card ?? []), apart };
  }
}
