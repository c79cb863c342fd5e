import { Controller, Get, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { fileTicket } from '../../contract/uploads.contract.js';
import { Clock } from '../clock/clock.js';
import { Operation } from '../http/operation.js';
import { rangeOf } from './byte-range.js';
import { disposition } from './file-name.js';
import { Uploads, type OpenFile } from './uploads.js';

const params = z.strictObject({ ticket: fileTicket });

// Whatever is in it, a file runs nothing, loads nothing and is framed by our own pages only.
const SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
// The same for a PDF without the sandbox, in which browsers do not open their viewer (which runs nothing of the page's).
const VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Gives the bytes to whoever holds a valid address. The browser's players ask for stretches. */
@ApiTags('files')
@Controller('api/files')
export class FilesController {
  constructor(
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  @Get(':ticket')
  @Operation('file.open', { visitor: true })
  @ApiOperation({ summary: 'The bytes of a file, for whoever holds its short-lived address; whole or a stretch of it' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async open(
    @Param({ schema: params }) { ticket }: z.output<typeof params>,
    @Headers('range') asked: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const file = await this.uploads.open(ticket);
    const range = file.bytes === null ? null : rangeOf(asked, file.bytes);
    response.set(this.headersOf(file));
    if (range === 'none') {
      response.status(416).set('Content-Range', `bytes */${file.bytes}`).removeHeader('Cache-Control');
      return undefined;
    }
    if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${file.bytes}`);
    const length = range ? range.end - range.start + 1 : file.bytes;
    const content = await this.uploads.content(file.ticket, range ?? undefined, file.bytes);
    return new StreamableFile(content, length === null ? {} : { length });
  }

  private headersOf({ ticket, kind, type, name, bytes }: OpenFile): Record<string, string> {
    const shown = kind !== 'file' && ticket.form !== 'download';
    const seconds = Math.max(0, Math.floor((ticket.until.getTime() - this.clock.epochMs()) / 1000));
    return {
      // A browser makes nothing of its own of what is only to be kept.
      'Content-Type': shown ? type : 'application/octet-stream',
      'Content-Disposition': disposition(shown ? 'inline' : 'attachment', name),
      'Content-Security-Policy': shown && kind === 'pdf' ? VIEWER : SANDBOX,
      'Cache-Control': `private, max-age=${seconds}, immutable`,
      'Accept-Ranges': bytes === null ? 'none' : 'bytes',
    };
  }
}
