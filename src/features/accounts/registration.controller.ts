import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { registrationState, setRegistrationInput, type RegistrationState } from '../../contract/admin.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { Registration } from './registration.js';

@ApiTags('administration')
@ApiBearerAuth()
@Controller('api/admin/registration')
export class RegistrationController {
  constructor(private readonly registration: Registration) {}

  @Get()
  @Operation('people.administer')
  @ApiOperation({ summary: 'Who may make an account' })
  @ApiOkResponse({ standardSchema: registrationState })
  read(@CurrentActor() actor: Actor): Promise<RegistrationState> {
    return this.registration.state(actor);
  }

  @Put()
  @Operation('people.administer')
  @ApiOperation({ summary: 'Say who may make an account; null is as the installation says' })
  @ApiOkResponse({ standardSchema: registrationState })
  change(
    @CurrentActor() actor: Actor,
    @Body({ schema: setRegistrationInput }) input: z.output<typeof setRegistrationInput>,
  ): Promise<RegistrationState> {
    return this.registration.setMode(actor, input);
  }
}
