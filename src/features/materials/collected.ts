import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MATERIAL_TITLE_MAX } from '../../contract/limits.js';
import { MATERIALS_MAX, type MaterialView } from '../../contract/materials.contract.js';
import type { EventPayload } from '../../contract/realtime.contract.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { NewEvent, ProjectorChange, StoredEvent } from '../../platform/event-log/event-log.types.js';
import { Ids } from '../../platform/ids/ids.js';
import { takeFiles } from '../../platform/uploads/files-in-use.js';
import { roomIdOf } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { MaterialsRepository } from './materials.repository.js';

/**
 * When breakouts close, the files that were shown in them become materials of the main room, named after where they come from.
 * They stay their owners'. What finds no place any more stays in its breakout, which those who were there read on.
 */
@Injectable()
export class Collected implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly ids: Ids,
    private readonly rooms: RoomsService,
    private readonly repository: MaterialsRepository,
  ) {}

  onModuleInit(): void {
    this.log.listen({
      kind: 'projector',
      name: 'materials.collected',
      types: ['breakouts.closed'],
      from: 'now',
      onFailure: 'skip',
      apply: (change, events) => this.collect(change, events),
    });
  }

  private async collect(change: ProjectorChange, events: readonly StoredEvent[]): Promise<void> {
    await change.lock([...new Set(events.map(({ stream }) => stream))]);
    const facts: NewEvent[] = [];
    for (const { stream, payload, at } of events) {
      const { breakoutsId } = payload as EventPayload<'breakouts.closed'>;
      for (const material of await this.bring(change, { roomId: roomIdOf(stream), breakoutsId, at })) {
        const fact = { stream, type: 'materials.material-added', subject: material.id } as const;
        facts.push({ ...fact, actor: material.addedBy.id, payload: { material } });
      }
    }
    if (facts.length > 0) await change.append(facts);
  }

  private async bring(
    { sql }: ProjectorChange,
    { roomId, breakoutsId, at }: { roomId: string; breakoutsId: string; at: Date },
  ): Promise<MaterialView[]> {
    const breakouts = await this.rooms.breakouts.roomsOf(sql, breakoutsId);
    const titles = new Map(breakouts.map((one) => [one.roomId, one.title]));
    const there = (await this.repository.ofRoom(sql, roomId)).length;
    const files = await this.repository.shownIn(sql, [...titles.keys()], { roomId, limit: MATERIALS_MAX - there });
    const brought = files.map(({ file, addedBy, from }) => {
      const title = `${titles.get(from) ?? ''} · ${file.name}`.slice(0, MATERIAL_TITLE_MAX);
      const material = { id: this.ids.next(), title, licence: '', file, addedBy, addedAt: at.toISOString() };
      return { from, material };
    });
    for (const [index, { material, from }] of brought.entries())
      await this.repository.insert(sql, roomId, material, { place: there + index, from });
    await takeFiles(
      sql,
      roomId,
      brought.map(({ material: { id: by, file } }) => ({ id: file.id, by })),
    );
    return brought.map(({ material }) => material);
  }
}
