import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { PreviewView } from '../../../contract/previews.contract.js';
import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import { id } from '../../../contract/words.js';
import { HUB, type Actor } from '../../../platform/actor/actor.js';
import { Config } from '../../../platform/config/config.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import type { StoredEvent } from '../../../platform/event-log/event-log.types.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import { Uploads } from '../../../platform/uploads/uploads.js';
import { roomIdOf, roomStream } from '../../rooms/rooms.events.js';
import { ChatDoor } from '../chat-door.js';
import { removePreview } from '../chat.commands.js';
import { ChatDatabase, ChatRepository } from '../chat.repository.js';
import { linksIn } from './links-in.js';
import { LinkViewer, type Look } from './look-at.js';
import { previewsProjection, refusedOf } from './previews.projection.js';

const TASK = 'chat.preview';
/** One after another, so that slow sites keep no other work of the hub waiting. */
const QUEUE = 'previews';
const about = z.strictObject({ roomId: id, messageId: id });

/** Looks at the links of a message after it was posted, changed or brought back; what it finds is a fact of the room. */
@Injectable()
export class Previews implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly door: ChatDoor,
    private readonly repository: ChatRepository,
    private readonly database: ChatDatabase,
    private readonly viewer: LinkViewer,
    private readonly uploads: Uploads,
  ) {}

  onModuleInit(): void {
    this.log.project(previewsProjection);
    this.jobs.task(TASK, async (payload, { signal }) => this.make(about.parse(payload), signal));
    this.log.listen({
      kind: 'reactor',
      name: 'chat.previews',
      types: ['chat.message-posted', 'chat.message-edited', 'chat.message-restored'],
      from: 'now',
      onFailure: 'skip',
      jobs: (event) => {
        const { subject } = event;
        const wanted = this.config.linkPreviews && subject !== null && mayHaveLinks(event);
        return wanted
          ? [{ task: TASK, payload: { roomId: roomIdOf(event.stream), messageId: subject }, queue: QUEUE }]
          : [];
      },
    });
  }

  async remove(
    actor: Actor,
    input: CommandParsed<'chat:remove-preview'>,
  ): Promise<CommandResult<'chat:remove-preview'>> {
    await this.door.assertKnown(actor, 'chat.remove-preview', input.roomId);
    return this.log.append(removePreview, actor, roomStream(input.roomId), input, input.clientId);
  }

  /** What the message shows becomes what its links lead to; a second run finds nothing to do. */
  private async make({ roomId, messageId }: z.output<typeof about>, signal: AbortSignal): Promise<void> {
    const { sql } = this.database;
    const [message] = await this.repository.byIds(sql, [messageId]);
    if (message?.room_id !== roomId || message.state !== 'visible') return;
    const refused = await refusedOf(sql, messageId);
    const missing = linksIn(message.text ?? '').filter(
      (link) => !refused.includes(link) && !message.previews.some(({ url }) => url === link),
    );
    const made = await Promise.all(
      missing.map(async (link) => {
        const look = await this.viewer.lookAt(link, signal);
        return look && this.viewOf(link, look, message.author_id, roomId);
      }),
    );
    signal.throwIfAborted();
    await this.show(
      { roomId, messageId },
      made.filter((preview) => preview !== null),
    );
  }

  /** Decided with the room locked: the message may have been changed or deleted while its links were looked at. */
  async show({ roomId, messageId }: z.output<typeof about>, made: readonly PreviewView[]): Promise<void> {
    const stream = roomStream(roomId);
    await this.log.change(HUB, [stream], async ({ sql, append }) => {
      const [message] = await this.repository.byIds(sql, [messageId]);
      if (message?.state !== 'visible') return;
      const refused = await refusedOf(sql, messageId);
      const known = new Map([...made, ...message.previews].map((preview) => [preview.url, preview]));
      const links = linksIn(message.text ?? '').filter((link) => !refused.includes(link));
      const previews = links.flatMap((link) => known.get(link) ?? []);
      if (previews.map(({ url }) => url).join(' ') === message.previews.map(({ url }) => url).join(' ')) return;
      append({ stream, type: 'chat.previews-changed', subject: messageId, payload: { messageId, previews } });
    });
  }

  /** The picture is a file of the room like any other, and goes with the message. */
  private async viewOf(url: string, look: Look, accountId: string, roomId: string): Promise<PreviewView> {
    const { picture, ...words } = look;
    return { url, ...words, picture: picture && (await this.stored(picture, accountId, roomId)) };
  }

  private async stored(bytes: Buffer, accountId: string, roomId: string): Promise<PreviewView['picture']> {
    try {
      const {
        id: file,
        width,
        height,
      } = await this.uploads.receive({ accountId }, roomId, { name: 'preview.webp', bytes });
      return width && height ? { id: file, width, height } : null;
    } catch (error) {
      // Where no more files fit, the words are shown alone.
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}

/** Most messages have none, and cost no job. An edit may also take the last one away. */
function mayHaveLinks({ type, payload }: StoredEvent): boolean {
  if (type === 'chat.message-edited') return true;
  return 'message' in payload && /https?:\/\//i.test(payload.message.text ?? '');
}
