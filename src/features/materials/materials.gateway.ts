import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../platform/realtime/live-gateway.js';
import { MaterialsService } from './materials.service.js';

/** The commands of materials. */
@LiveGateway()
export class MaterialsGateway {
  constructor(private readonly materials: MaterialsService) {}

  @Command('materials:add', 'material.add')
  add(actor: Actor, input: CommandParsed<'materials:add'>): Promise<CommandResult<'materials:add'>> {
    return this.materials.add(actor, input);
  }

  @Command('materials:edit', 'material.edit')
  edit(actor: Actor, input: CommandParsed<'materials:edit'>): Promise<CommandResult<'materials:edit'>> {
    return this.materials.edit(actor, input);
  }

  @Command('materials:move', 'material.order')
  move(actor: Actor, input: CommandParsed<'materials:move'>): Promise<CommandResult<'materials:move'>> {
    return this.materials.move(actor, input);
  }

  @Command('materials:remove', 'material.remove')
  remove(actor: Actor, input: CommandParsed<'materials:remove'>): Promise<CommandResult<'materials:remove'>> {
    return this.materials.remove(actor, input);
  }
}
