import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  adminPeoplePage,
  adminPeopleQuery,
  adminPerson,
  banPersonInput,
  setMentorInput,
  setPlatformRoleInput,
} from '../../contract/accounts.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import type { AdminPerson } from './accounts.view.js';
import { PeopleAdmin } from './people-admin.js';

const personParams = z.strictObject({ id });
type PersonParams = z.output<typeof personParams>;

@ApiTags('administration')
@ApiBearerAuth()
@Controller('api/admin/people')
export class AdminPeopleController {
  constructor(private readonly people: PeopleAdmin) {}

  @Get()
  @Operation('people.list')
  @ApiOperation({ summary: 'People and guests, newest first; addresses only for admins' })
  @ApiOkResponse({ standardSchema: adminPeoplePage })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: adminPeopleQuery }) query: z.output<typeof adminPeopleQuery>,
  ): Promise<z.infer<typeof adminPeoplePage>> {
    return this.people.list(actor, query);
  }

  @Put(':id/role')
  @Operation('people.administer')
  @ApiOperation({ summary: 'Give somebody a platform role' })
  @ApiOkResponse({ standardSchema: adminPerson })
  setRole(
    @CurrentActor() actor: Actor,
    @Param({ schema: personParams }) params: PersonParams,
    @Body({ schema: setPlatformRoleInput }) input: z.output<typeof setPlatformRoleInput>,
  ): Promise<AdminPerson> {
    return this.people.setRole(actor, { ...params, ...input });
  }

  @Put(':id/mentor')
  @Operation('people.administer')
  @ApiOperation({ summary: 'Grant the standing of a mentor, refuse it, or take it back' })
  @ApiOkResponse({ standardSchema: adminPerson })
  setMentor(
    @CurrentActor() actor: Actor,
    @Param({ schema: personParams }) params: PersonParams,
    @Body({ schema: setMentorInput }) input: z.output<typeof setMentorInput>,
  ): Promise<AdminPerson> {
    return this.people.setMentor(actor, { ...params, ...input });
  }

  @Post(':id/sign-out')
  @HttpCode(204)
  @Operation('people.administer')
  @ApiOperation({ summary: 'Sign somebody out everywhere, their access tokens too' })
  @ApiNoContentResponse()
  signOut(@CurrentActor() actor: Actor, @Param({ schema: personParams }) params: PersonParams): Promise<void> {
    return this.people.signOut(actor, params);
  }

  @Put(':id/ban')
  @Operation('people.ban')
  @ApiOperation({ summary: 'Suspend an account, with a reason that its owner reads' })
  @ApiOkResponse({ standardSchema: adminPerson })
  ban(
    @CurrentActor() actor: Actor,
    @Param({ schema: personParams }) params: PersonParams,
    @Body({ schema: banPersonInput }) input: z.output<typeof banPersonInput>,
  ): Promise<AdminPerson> {
    return this.people.ban(actor, { ...params, ...input });
  }

  @Delete(':id/ban')
  @Operation('people.ban')
  @ApiOperation({ summary: 'End a suspension' })
  @ApiOkResponse({ standardSchema: adminPerson })
  unban(@CurrentActor() actor: Actor, @Param({ schema: personParams }) params: PersonParams): Promise<AdminPerson> {
    return this.people.unban(actor, params);
  }
}
