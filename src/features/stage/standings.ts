import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { assertAllowed, StageRefused } from './stage.errors.js';
import { refusalOf, type StageVerb } from './stage.policy.js';
import { placeKey, StageRepository, type Standing } from './stage.repository.js';

export interface Allowed extends Standing {
  /** As anybody else they could not: they do it as staff of the platform. */
  readonly asStaff: boolean;
}

/** What people are in a room now, and whether they may. */
@Injectable()
export class Standings {
  constructor(
    private readonly repository: StageRepository,
    private readonly rooms: RoomsService,
    private readonly clock: Clock,
  ) {}

  /** The actor's own; throws what refuses them. What somebody may not see does not exist for them. */
  async require(actor: Actor, roomId: string, verb: StageVerb, towards?: string): Promise<Allowed> {
    const people = [actor.accountId, ...(towards === undefined ? [] : [towards])];
    const whom = people.map((personId) => ({ roomId, personId, sessionId: null }));
    const found = await this.repository.standings(whom, this.clock.now());
    const standing = found.get(placeKey(roomId, actor.accountId));
    if (standing === undefined) throw new StageRefused('not-found');
    const theirs = towards === undefined ? undefined : found.get(placeKey(roomId, towards));
    const refused = (by: Actor) => refusalOf(verb, by, standing, theirs?.role ?? null);
    const refusal = refused(actor);
    if (refusal !== null && standing.role === null) await this.rooms.requireReadable(actor, roomId);
    assertAllowed(refusal);
    return { ...standing, asStaff: actor.role !== 'member' && refused({ ...actor, role: 'member' }) !== null };
  }
}
