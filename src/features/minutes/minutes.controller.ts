import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  minutesTextQuery,
  minutesView,
  replayPage,
  replayQuery,
  type MinutesView,
  type ReplayPage,
} from '../../contract/minutes.contract.js';
import {
  recordedCaptions,
  recordedCaptionsQuery,
  recordedMeeting,
  type RecordedCaptionsPage,
  type RecordedMeeting,
} from '../../contract/recordings.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { languageOf } from '../../platform/http/language.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { MinutesService } from './minutes.service.js';
import { Replays } from './replays.js';

const ofMeeting = z.strictObject({ roomId: id, meetingId: id });
type OfMeeting = z.output<typeof ofMeeting>;
const ofRecording = z.strictObject({ roomId: id, meetingId: id, recordingId: id });

@ApiTags('minutes')
@ApiBearerAuth()
@Controller('api/rooms/:roomId/meetings/:meetingId')
export class MinutesController {
  constructor(
    private readonly minutes: MinutesService,
    private readonly replays: Replays,
  ) {}

  @Get('minutes')
  @Operation('room.read')
  @ApiOperation({ summary: 'What a meeting leaves behind' })
  @ApiOkResponse({ standardSchema: minutesView })
  read(@CurrentActor() actor: Actor, @Param({ schema: ofMeeting }) of: OfMeeting): Promise<MinutesView> {
    return this.minutes.read(actor, of);
  }

  @Get('minutes.md')
  @Operation('room.read')
  @ApiOperation({ summary: 'The same as Markdown' })
  @ApiProduces('text/markdown')
  @ApiOkResponse({ schema: { type: 'string' } })
  async text(
    @CurrentActor() actor: Actor,
    @Param({ schema: ofMeeting }) of: OfMeeting,
    @Query({ schema: minutesTextQuery }) { zone }: z.output<typeof minutesTextQuery>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const text = await this.minutes.markdown(actor, of, languageOf({ actor, headers: request.headers }), zone);
    response.type('text/markdown; charset=utf-8');
    return text;
  }

  @Get('replay')
  @Operation('room.read')
  @ApiOperation({ summary: 'What the room heard during the meeting, page by page, and who was there when' })
  @ApiOkResponse({ standardSchema: replayPage })
  replay(
    @CurrentActor() actor: Actor,
    @Param({ schema: ofMeeting }) of: OfMeeting,
    @Query({ schema: replayQuery }) { after }: z.output<typeof replayQuery>,
  ): Promise<ReplayPage> {
    return this.replays.page(actor, { ...of, after });
  }

  @Get('recordings')
  @Operation('room.read')
  @ApiOperation({ summary: 'What was recorded of the meeting: a file for each track, with short-lived addresses' })
  @ApiOkResponse({ standardSchema: recordedMeeting })
  recordings(@CurrentActor() actor: Actor, @Param({ schema: ofMeeting }) of: OfMeeting): Promise<RecordedMeeting> {
    return this.replays.recordings(actor, of);
  }

  @Get('recordings/:recordingId/captions')
  @Operation('room.read')
  @ApiOperation({ summary: 'What was said as text while it was recorded, page by page' })
  @ApiOkResponse({ standardSchema: recordedCaptions })
  captions(
    @CurrentActor() actor: Actor,
    @Param({ schema: ofRecording }) of: z.output<typeof ofRecording>,
    @Query({ schema: recordedCaptionsQuery }) { after }: z.output<typeof recordedCaptionsQuery>,
  ): Promise<RecordedCaptionsPage> {
    return this.replays.captions(actor, of, after);
  }
}
