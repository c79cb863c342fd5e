import { Body, Controller, Delete, Get, Param, Patch, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  directoryPage,
  directoryQuery,
  editProfileInput,
  ownProfile,
  personProfile,
  previewQuery,
  profilePreview,
  tie,
  ties,
  type DirectoryPage,
  type OwnProfile,
  type PersonProfile,
  type Tie,
  type Ties,
} from '../../contract/profiles.contract.js';
import { id } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { ProfilesService } from './profiles.service.js';

const personParams = z.strictObject({ id });
type PersonParams = z.output<typeof personParams>;

@ApiTags('profiles')
@Controller('api')
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  @Get('profile')
  @Operation('profile.edit-own')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What I show of myself, and to whom' })
  @ApiOkResponse({ standardSchema: ownProfile })
  own(@CurrentActor() actor: Actor): Promise<OwnProfile> {
    return this.profiles.readOwn(actor);
  }

  @Patch('profile')
  @Operation('profile.edit-own')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change what I show of myself, or to whom' })
  @ApiOkResponse({ standardSchema: ownProfile })
  edit(
    @CurrentActor() actor: Actor,
    @Body({ schema: editProfileInput }) input: z.output<typeof editProfileInput>,
  ): Promise<OwnProfile> {
    return this.profiles.edit(actor, input);
  }

  @Get('profile/preview')
  @Operation('profile.edit-own')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'My page as a visitor, a member or somebody with a room in common finds it' })
  @ApiOkResponse({ standardSchema: profilePreview })
  preview(
    @CurrentActor() actor: Actor,
    @Query({ schema: previewQuery }) query: z.output<typeof previewQuery>,
  ): Promise<{ profile: PersonProfile | null }> {
    return this.profiles.preview(actor, query);
  }

  @Get('profile/ties')
  @Operation('profile.block')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Whom I follow and whom I block; nobody else sees it' })
  @ApiOkResponse({ standardSchema: ties })
  ties(@CurrentActor() actor: Actor): Promise<Ties> {
    return this.profiles.ties(actor);
  }

  @Get('people')
  @Operation('profile.list')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'People of the community by what they show, with what can be chosen next' })
  @ApiOkResponse({ standardSchema: directoryPage })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: directoryQuery }) query: z.output<typeof directoryQuery>,
  ): Promise<DirectoryPage> {
    return this.profiles.list(actor, query);
  }

  @Get('people/:id')
  @Operation('profile.read', { visitor: true })
  @ApiOperation({ summary: 'A person, as far as they show themself to whoever asks' })
  @ApiOkResponse({ standardSchema: personProfile })
  read(
    @CurrentActor() actor: Actor | undefined,
    @Param({ schema: personParams }) params: PersonParams,
  ): Promise<PersonProfile> {
    return this.profiles.read(actor, params);
  }

  @Put('people/:id/follow')
  @Operation('profile.follow')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Follow somebody; only I know' })
  @ApiOkResponse({ standardSchema: tie })
  follow(@CurrentActor() actor: Actor, @Param({ schema: personParams }) params: PersonParams): Promise<Tie> {
    return this.profiles.follow(actor, { ...params, on: true });
  }

  @Delete('people/:id/follow')
  @Operation('profile.follow')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Follow somebody no longer' })
  @ApiOkResponse({ standardSchema: tie })
  unfollow(@CurrentActor() actor: Actor, @Param({ schema: personParams }) params: PersonParams): Promise<Tie> {
    return this.profiles.follow(actor, { ...params, on: false });
  }

  @Put('people/:id/block')
  @Operation('profile.block')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Block somebody; nobody learns of it' })
  @ApiOkResponse({ standardSchema: tie })
  block(@CurrentActor() actor: Actor, @Param({ schema: personParams }) params: PersonParams): Promise<Tie> {
    return this.profiles.block(actor, { ...params, on: true });
  }

  @Delete('people/:id/block')
  @Operation('profile.block')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Block somebody no longer' })
  @ApiOkResponse({ standardSchema: tie })
  unblock(@CurrentActor() actor: Actor, @Param({ schema: personParams }) params: PersonParams): Promise<Tie> {
    return this.profiles.block(actor, { ...params, on: false });
  }
}
