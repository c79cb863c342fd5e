import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Param,
  Put,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { AVATAR_MAX_BYTES } from '../../contract/accounts.contract.js';
import { branding, setBrandingInput, type Branding as View } from '../../contract/branding.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { CurrentActor, Operation } from '../../platform/http/operation.js';
import { BrandingAdmin } from './branding-admin.js';

const logoParams = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{32}$/) });
const oneImage = { limits: { fileSize: AVATAR_MAX_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 20 } };
const imageForm = {
  schema: { type: 'object', required: ['image'], properties: { image: { type: 'string', format: 'binary' } } },
};

@ApiTags('administration')
@Controller('api')
export class BrandingController {
  constructor(private readonly branding: BrandingAdmin) {}

  @Get('hub/logo/:hash.webp')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  @Operation('hub.see-info', { visitor: true })
  @ApiOperation({ summary: 'The logo of the hub; the name changes with the picture' })
  @ApiProduces('image/webp')
  async logo(@Param({ schema: logoParams }) { hash }: z.output<typeof logoParams>): Promise<StreamableFile> {
    return new StreamableFile(await this.branding.logo(hash), { type: 'image/webp' });
  }

  @Get('admin/branding')
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'How the hub is called and looks' })
  @ApiOkResponse({ standardSchema: branding })
  read(@CurrentActor() actor: Actor): View {
    return this.branding.read(actor);
  }

  @Put('admin/branding')
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Name and hue; everybody sees them with their next page' })
  @ApiOkResponse({ standardSchema: branding })
  set(
    @CurrentActor() actor: Actor,
    @Body({ schema: setBrandingInput }) input: z.output<typeof setBrandingInput>,
  ): Promise<View> {
    return this.branding.set(actor, input);
  }

  @Put('admin/branding/logo')
  @UseInterceptors(FileInterceptor('image', oneImage))
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'The logo: JPEG, PNG or WebP up to 5 MB, made anew as a square' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(imageForm)
  @ApiOkResponse({ standardSchema: branding })
  setLogo(@CurrentActor() actor: Actor, @UploadedFile() image: { buffer: Buffer } | undefined): Promise<View> {
    return this.branding.setLogo(actor, image?.buffer);
  }

  @Delete('admin/branding')
  @Operation('hub.administer')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'As it comes' })
  @ApiOkResponse({ standardSchema: branding })
  restore(@CurrentActor() actor: Actor): Promise<View> {
    return this.branding.restore(actor);
  }
}
