import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { videoState, videoTest, type VideoState, type VideoTest } from '../../../contract/stage-admin.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../../platform/http/operation.js';
import { VideoAdmin } from './video-admin.js';

@ApiTags('administration')
@ApiBearerAuth()
@Controller('api/admin/video')
export class VideoAdminController {
  constructor(private readonly video: VideoAdmin) {}

  @Get()
  @Operation('hub.administer')
  @ApiOperation({ summary: 'Whether the hub can carry video, what would help, and where browsers are sent' })
  @ApiOkResponse({ standardSchema: videoState })
  state(@CurrentActor() actor: Actor): VideoState {
    return this.video.state(actor);
  }

  @Post('test')
  @HttpCode(200)
  @Operation('hub.administer')
  @ApiOperation({ summary: 'Let the hub knock at its own media ports, by the addresses that browsers are told' })
  @ApiOkResponse({ standardSchema: videoTest })
  test(@CurrentActor() actor: Actor): Promise<VideoTest> {
    return this.video.test(actor);
  }
}
