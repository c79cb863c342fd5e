import { Body, Controller, Get, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { demoLife, demoLifeInput, demoPeople, openAsInput, openedAs } from '../../contract/demo.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { DemoService } from './demo.service.js';

@ApiTags('demo')
@Controller('api/demo')
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  @Get('people')
  @Operation('demo.open-as', { visitor: true })
  @ApiOkResponse({ standardSchema: demoPeople })
  people(): Promise<z.infer<typeof demoPeople>> {
    return this.demo.people();
  }

  @Post('open-as')
  @HttpCode(200)
  @Operation('demo.open-as', { visitor: true })
  @ApiOkResponse({ standardSchema: openedAs })
  openAs(
    @Body({ schema: openAsInput }) input: z.output<typeof openAsInput>,
    @Headers('user-agent') agent: string | undefined,
  ): Promise<z.infer<typeof openedAs>> {
    return this.demo.openAs(input, agent);
  }

  @Post('life')
  @HttpCode(200)
  @Operation('demo.make-life')
  @ApiOkResponse({ standardSchema: demoLife })
  makeLife(
    @CurrentActor() actor: Actor,
    @Body({ schema: demoLifeInput }) input: z.output<typeof demoLifeInput>,
  ): Promise<z.infer<typeof demoLife>> {
    return this.demo.makeLife(actor, input);
  }
}
