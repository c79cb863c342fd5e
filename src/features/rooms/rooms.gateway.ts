import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../platform/realtime/live-gateway.js';
import { RoomsService } from './rooms.service.js';

/** The commands of rooms. */
@LiveGateway()
export class RoomsGateway {
  constructor(private readonly rooms: RoomsService) {}

  @Command('rooms:watch-presence', 'room.read')
  watchPresence(
    actor: Actor,
    input: CommandParsed<'rooms:watch-presence'>,
  ): Promise<CommandResult<'rooms:watch-presence'>> {
    return this.rooms.watchPresence(actor, input);
  }

  @Command('rooms:join', 'room.join')
  join(actor: Actor, input: CommandParsed<'rooms:join'>): Promise<CommandResult<'rooms:join'>> {
    return this.rooms.join(actor, input);
  }

  @Command('rooms:leave', 'room.leave')
  leave(actor: Actor, input: CommandParsed<'rooms:leave'>): Promise<CommandResult<'rooms:leave'>> {
    return this.rooms.leave(actor, input);
  }

  @Command('rooms:edit', 'room.edit')
  edit(actor: Actor, input: CommandParsed<'rooms:edit'>): Promise<CommandResult<'rooms:edit'>> {
    return this.rooms.edit(actor, input);
  }

  @Command('rooms:set-memory', 'room.set-memory')
  setMemory(actor: Actor, input: CommandParsed<'rooms:set-memory'>): Promise<CommandResult<'rooms:set-memory'>> {
    return this.rooms.setMemory(actor, input);
  }

  @Command('rooms:mute', 'room.mute-person')
  mute(actor: Actor, input: CommandParsed<'rooms:mute'>): Promise<CommandResult<'rooms:mute'>> {
    return this.rooms.mutes.mute(actor, input);
  }

  @Command('rooms:unmute', 'room.mute-person')
  unmute(actor: Actor, input: CommandParsed<'rooms:unmute'>): Promise<CommandResult<'rooms:unmute'>> {
    return this.rooms.mutes.unmute(actor, input);
  }

  @Command('rooms:set-locks', 'room.set-locks')
  setLocks(actor: Actor, input: CommandParsed<'rooms:set-locks'>): Promise<CommandResult<'rooms:set-locks'>> {
    return this.rooms.setLocks(actor, input);
  }

  @Command('rooms:set-role', 'room.set-role')
  setRole(actor: Actor, input: CommandParsed<'rooms:set-role'>): Promise<CommandResult<'rooms:set-role'>> {
    return this.rooms.setRole(actor, input);
  }

  @Command('rooms:remove', 'room.remove-person')
  remove(actor: Actor, input: CommandParsed<'rooms:remove'>): Promise<CommandResult<'rooms:remove'>> {
    return this.rooms.remove(actor, input);
  }

  @Command('rooms:ban', 'room.ban-person')
  ban(actor: Actor, input: CommandParsed<'rooms:ban'>): Promise<CommandResult<'rooms:ban'>> {
    return this.rooms.ban(actor, input);
  }

  @Command('rooms:unban', 'room.unban-person')
  unban(actor: Actor, input: CommandParsed<'rooms:unban'>): Promise<CommandResult<'rooms:unban'>> {
    return this.rooms.unban(actor, input);
  }

  @Command('rooms:archive', 'room.archive')
  archive(actor: Actor, input: CommandParsed<'rooms:archive'>): Promise<CommandResult<'rooms:archive'>> {
    return this.rooms.archive(actor, input);
  }

  @Command('rooms:reopen', 'room.reopen')
  reopen(actor: Actor, input: CommandParsed<'rooms:reopen'>): Promise<CommandResult<'rooms:reopen'>> {
    return this.rooms.reopen(actor, input);
  }
}
