import { Injectable } from '@nestjs/common';
import { MATERIALS_MAX, type MaterialList, type MaterialView } from '../../contract/materials.contract.js';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { Sql } from '../../platform/database/sql.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { readAtOnce } from '../../platform/event-log/readings.js';
import { Ids } from '../../platform/ids/ids.js';
import { eraseFiles, useFiles } from '../../platform/uploads/files-in-use.js';
import { fileViewOf, Uploads } from '../../platform/uploads/uploads.js';
import { filesById } from '../../platform/uploads/uploads.repository.js';
import { roomState, roomStream, type MemberState } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { assertAllowed, fileGone, materialGone, materialsFull } from './materials.errors.js';
import { refusalOf, type MaterialVerb } from './materials.policy.js';
import { MaterialsRepository } from './materials.repository.js';

type MaterialCommand = 'materials:add' | 'materials:edit' | 'materials:move' | 'materials:remove';

/** What is decided on, with the room's stream locked. */
interface Locked {
  readonly change: Change;
  readonly stream: string;
  readonly member: MemberState | undefined;
  /** In their order. */
  readonly materials: readonly MaterialView[];
}

/** The materials of a room: few, changed seldom, so each change looks at all of them under the lock of the room. */
@Injectable()
export class MaterialsService {
  constructor(
    private readonly log: EventLog,
    private readonly ids: Ids,
    private readonly rooms: RoomsService,
    private readonly uploads: Uploads,
    private readonly repository: MaterialsRepository,
  ) {}

  async list(actor: Actor, { roomId }: { roomId: string }): Promise<MaterialList> {
    const stream = roomStream(roomId);
    return this.log.consistently(stream, async (sql, head) => {
      // Rights and content are of one moment.
      await readAtOnce(sql, stream, [this.rooms.readable(actor, roomId)]);
      return { epoch: head.epoch, head: head.seq, materials: await this.repository.ofRoom(sql, roomId) };
    });
  }

  /** Names of the files that came back from these breakouts, by breakout. */
  async cameFrom(sql: Sql, breakouts: readonly string[]): Promise<Map<string, string[]>> {
    const files = Map.groupBy(await this.repository.cameFrom(sql, breakouts), ({ from }) => from);
    return new Map([...files].map(([from, those]) => [from, those.map(({ name }) => name)]));
  }

  add(actor: Actor, input: CommandParsed<'materials:add'>): Promise<CommandResult<'materials:add'>> {
    return this.changing(
      actor,
      'materials:add',
      input,
      'material.add',
      async ({ change, stream, member, materials }) => {
        if (materials.length >= MATERIALS_MAX) throw materialsFull();
        const [file] = await filesById(change.sql, [input.fileId]);
        const free = file?.used_by === null && file.erased_at === null;
        if (!free || file.room_id !== input.roomId || file.owner_id !== actor.accountId || !member) throw fileGone();
        const material: MaterialView = {
          id: this.ids.next(),
          title: input.title,
          licence: input.licence,
          file: fileViewOf(file),
          addedBy: member.person,
          addedAt: change.at.toISOString(),
        };
        await this.repository.insert(change.sql, input.roomId, material, { place: materials.length });
        await useFiles(change.sql, [{ id: file.id, by: material.id }]);
        const { seq } = change.append({
          stream,
          type: 'materials.material-added',
          subject: material.id,
          payload: { material },
        });
        return { materialId: material.id, seq };
      },
    );
  }

  edit(actor: Actor, input: CommandParsed<'materials:edit'>): Promise<CommandResult<'materials:edit'>> {
    return this.changing(actor, 'materials:edit', input, 'material.edit', async ({ change, stream }) => {
      const { materialId, title, licence } = input;
      await this.repository.edit(change.sql, materialId, input);
      const payload = { materialId, title, licence };
      return change.append({ stream, type: 'materials.material-edited', subject: materialId, payload });
    });
  }

  move(actor: Actor, input: CommandParsed<'materials:move'>): Promise<CommandResult<'materials:move'>> {
    return this.changing(actor, 'materials:move', input, 'material.order', async ({ change, stream, materials }) => {
      const others = materials.map(({ id }) => id).filter((id) => id !== input.materialId);
      const materialIds = others.toSpliced(input.place, 0, input.materialId);
      await this.repository.order(change.sql, materialIds);
      return change.append({ stream, type: 'materials.order-changed', subject: null, payload: { materialIds } });
    });
  }

  /** There is no way back: its words leave the log, its file the storage. */
  async remove(actor: Actor, input: CommandParsed<'materials:remove'>): Promise<CommandResult<'materials:remove'>> {
    const { materialId } = input;
    const work = async ({ change, stream, materials }: Locked) => {
      await this.repository.delete(change.sql, materialId);
      await this.repository.order(
        change.sql,
        materials.map(({ id }) => id).filter((id) => id !== materialId),
      );
      await eraseFiles(change.sql, [materialId], change.at);
      await change.erase(materialId);
      return change.append({
        stream,
        type: 'materials.material-removed',
        subject: materialId,
        payload: { materialId },
      });
    };
    const result = await this.changing(actor, 'materials:remove', input, 'material.remove', work);
    void this.uploads.sweep();
    return result;
  }

  private async changing<N extends MaterialCommand, R>(
    actor: Actor,
    command: N,
    input: CommandParsed<MaterialCommand> & CommandParsed<N>,
    verb: MaterialVerb,
    work: (locked: Locked) => Promise<R>,
  ): Promise<R> {
    const { roomId } = input;
    const stream = roomStream(roomId);
    // Asked first, so that a room nobody has makes no stream; who may not see it has no part in it under the lock either.
    await this.rooms.requireReadable(actor, roomId);
    return this.log.change(
      actor,
      [stream],
      async (change) => {
        const room = (await roomState.load(change.sql, [{ actor, stream, input, at: change.at }])).get(roomId);
        const member = room?.members.get(actor.accountId);
        const materials = await this.repository.ofRoom(change.sql, roomId);
        const about = 'materialId' in input ? materials.find(({ id }) => id === input.materialId) : null;
        if (room) assertAllowed(refusalOf(verb, actor, member, room, about?.addedBy.id === actor.accountId));
        if (about === undefined) throw materialGone();
        return work({ change, stream, member, materials });
      },
      { key: input.clientId, command, input },
    );
  }
}
