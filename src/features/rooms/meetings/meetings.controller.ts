import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import {
  attendanceSheet,
  calendarAddress,
  calendarState,
  meetingDetail,
  meetingsQuery,
  pastMeetings,
  unratedMeeting,
  upcomingMeetings,
  waitingPeople,
  type AttendanceSheet,
  type MeetingDetail,
  type PastMeetings,
  type UpcomingMeetings,
  type WaitingPeople,
} from '../../../contract/meetings.contract.js';
import { id } from '../../../contract/words.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { AttendanceSheets } from './attendance-sheets.js';
import { Calendars } from './calendars.js';
import { MeetingsService } from './meetings.service.js';

const inRoom = z.strictObject({ roomId: id });
const inMeeting = z.strictObject({ roomId: id, meetingId: id });
const secretOfCalendar = z.strictObject({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
type InRoom = z.output<typeof inRoom>;
type InMeeting = z.output<typeof inMeeting>;

@ApiTags('meetings')
@ApiBearerAuth()
@Controller('api')
export class MeetingsController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly sheets: AttendanceSheets,
    private readonly calendars: Calendars,
  ) {}

  @Get('meetings')
  @Operation('meetings.list-upcoming')
  @ApiOperation({ summary: 'Meetings of one’s rooms in the next two days' })
  @ApiOkResponse({ standardSchema: upcomingMeetings })
  upcoming(@CurrentActor() actor: Actor): Promise<UpcomingMeetings> {
    return this.meetings.upcoming(actor);
  }

  @Get('rooms/:roomId/meetings')
  @Operation('room.read')
  @ApiOperation({ summary: 'Meetings that were, the latest first; what is to come is in the snapshot' })
  @ApiOkResponse({ standardSchema: pastMeetings })
  past(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: InRoom,
    @Query({ schema: meetingsQuery }) query: z.output<typeof meetingsQuery>,
  ): Promise<PastMeetings> {
    return this.meetings.past(actor, { roomId, ...query });
  }

  @Get('rooms/:roomId/meetings/unrated')
  @Operation('meeting.rate')
  @ApiOperation({ summary: 'The last meeting one was at and has said nothing about' })
  @ApiOkResponse({ standardSchema: unratedMeeting })
  unrated(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: InRoom,
  ): Promise<z.infer<typeof unratedMeeting>> {
    return this.sheets.unrated(actor, roomId);
  }

  @Get('rooms/:roomId/meetings/:meetingId')
  @Operation('room.read')
  @ApiOperation({ summary: 'A meeting and who said they will come' })
  @ApiOkResponse({ standardSchema: meetingDetail })
  detail(@CurrentActor() actor: Actor, @Param({ schema: inMeeting }) meeting: InMeeting): Promise<MeetingDetail> {
    return this.meetings.detail(actor, meeting);
  }

  @Get('rooms/:roomId/meetings/:meetingId/waiting')
  @Operation('meeting.admit')
  @ApiOperation({ summary: 'Who waits to be let in' })
  @ApiOkResponse({ standardSchema: waitingPeople })
  waiting(@CurrentActor() actor: Actor, @Param({ schema: inMeeting }) meeting: InMeeting): Promise<WaitingPeople> {
    return this.meetings.waiting(actor, meeting);
  }

  @Get('rooms/:roomId/meetings/:meetingId/attendance')
  @Operation('meeting.see-attendance')
  @ApiOperation({ summary: 'Who was there for how long, and what people thought of it' })
  @ApiOkResponse({ standardSchema: attendanceSheet })
  attendance(@CurrentActor() actor: Actor, @Param({ schema: inMeeting }) meeting: InMeeting): Promise<AttendanceSheet> {
    return this.sheets.sheet(actor, meeting);
  }

  @Get('rooms/:roomId/meetings/:meetingId/attendance.csv')
  @Operation('meeting.see-attendance')
  @ApiOperation({ summary: 'The same as a table' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async attendanceTable(
    @CurrentActor() actor: Actor,
    @Param({ schema: inMeeting }) meeting: InMeeting,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return asFile(response, 'csv', await this.sheets.csv(actor, meeting));
  }

  @Get('rooms/:roomId/meetings/:meetingId/calendar.ics')
  @Operation('room.read')
  @ApiOperation({ summary: 'One meeting for a calendar' })
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(
    @CurrentActor() actor: Actor,
    @Param({ schema: inMeeting }) meeting: InMeeting,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return asFile(response, 'calendar', await this.calendars.ofMeeting(actor, meeting));
  }

  @Get('rooms/:roomId/calendar')
  @Operation('meeting.subscribe')
  @ApiOperation({ summary: 'Whether one has a secret address of this room’s calendar' })
  @ApiOkResponse({ standardSchema: calendarState })
  calendar(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: InRoom,
  ): Promise<z.infer<typeof calendarState>> {
    return this.calendars.state(actor, roomId);
  }

  @Post('rooms/:roomId/calendar')
  @Operation('meeting.subscribe')
  @ApiOperation({ summary: 'Make that address, or a new one in place of it' })
  @ApiCreatedResponse({ standardSchema: calendarAddress })
  renew(
    @CurrentActor() actor: Actor,
    @Param({ schema: inRoom }) { roomId }: InRoom,
  ): Promise<z.infer<typeof calendarAddress>> {
    return this.calendars.renew(actor, roomId);
  }

  @Get('calendars/:secret.ics')
  @Operation('calendar.read', { visitor: true })
  @ApiOperation({ summary: 'The calendar of a room, for whoever knows the secret' })
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  async feed(
    @Param({ schema: secretOfCalendar }) { secret }: z.output<typeof secretOfCalendar>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return asFile(response, 'calendar', await this.calendars.read(secret));
  }
}

/** Said only once it is there: a refusal is JSON like any other. */
function asFile(response: Response, kind: 'csv' | 'calendar', text: string): string {
  response.type(`text/${kind}; charset=utf-8`);
  return text;
}
