import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { AttendanceSheets } from './attendance-sheets.js';
import { MeetingsService } from './meetings.service.js';
import { PlanMeetings } from './plan-meetings.js';
import { RunMeetings } from './run-meetings.js';

/** The commands of meetings. */
@LiveGateway()
export class MeetingsGateway {
  constructor(
    private readonly planning: PlanMeetings,
    private readonly running: RunMeetings,
    private readonly meetings: MeetingsService,
    private readonly sheets: AttendanceSheets,
  ) {}

  @Command('meetings:schedule', 'meeting.schedule')
  schedule(actor: Actor, input: CommandParsed<'meetings:schedule'>): Promise<CommandResult<'meetings:schedule'>> {
    return this.planning.schedule(actor, input);
  }

  @Command('meetings:edit', 'meeting.edit')
  edit(actor: Actor, input: CommandParsed<'meetings:edit'>): Promise<CommandResult<'meetings:edit'>> {
    return this.planning.edit(actor, input);
  }

  @Command('meetings:cancel', 'meeting.cancel')
  cancel(actor: Actor, input: CommandParsed<'meetings:cancel'>): Promise<CommandResult<'meetings:cancel'>> {
    return this.planning.cancel(actor, input);
  }

  @Command('meetings:rsvp', 'meeting.rsvp')
  rsvp(actor: Actor, input: CommandParsed<'meetings:rsvp'>): Promise<CommandResult<'meetings:rsvp'>> {
    return this.planning.rsvp(actor, input);
  }

  @Command('meetings:start', 'meeting.start')
  start(actor: Actor, input: CommandParsed<'meetings:start'>): Promise<CommandResult<'meetings:start'>> {
    return this.running.start(actor, input);
  }

  @Command('meetings:end', 'meeting.end')
  end(actor: Actor, input: CommandParsed<'meetings:end'>): Promise<CommandResult<'meetings:end'>> {
    return this.running.end(actor, input);
  }

  @Command('meetings:enter', 'meeting.enter')
  enter(actor: Actor, input: CommandParsed<'meetings:enter'>): Promise<CommandResult<'meetings:enter'>> {
    return this.running.enter(actor, input);
  }

  @Command('meetings:admit', 'meeting.admit')
  admit(actor: Actor, input: CommandParsed<'meetings:admit'>): Promise<CommandResult<'meetings:admit'>> {
    return this.running.admit(actor, input);
  }

  @Command('meetings:move-agenda', 'meeting.move-agenda')
  moveAgenda(
    actor: Actor,
    input: CommandParsed<'meetings:move-agenda'>,
  ): Promise<CommandResult<'meetings:move-agenda'>> {
    return this.running.moveAgenda(actor, input);
  }

  @Command('meetings:rate', 'meeting.rate')
  rate(actor: Actor, input: CommandParsed<'meetings:rate'>): Promise<CommandResult<'meetings:rate'>> {
    return this.sheets.rate(actor, input);
  }

  @Command('meetings:time', 'room.read')
  time(actor: Actor, input: CommandParsed<'meetings:time'>): Promise<CommandResult<'meetings:time'>> {
    return this.meetings.time(actor, input);
  }
}
