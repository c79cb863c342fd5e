import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { id } from '../../contract/words.js';
import type { EventPayload, EventType } from '../../contract/realtime.contract.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { StoredEvent } from '../../platform/event-log/event-log.types.js';
import { addJob, Jobs } from '../../platform/jobs/jobs.js';
import { SEARCH_GROUPS, type SearchDocument, SearchEngine } from '../../platform/search-engine/search-engine.js';
import { roomIdOf } from '../rooms/rooms.events.js';
import { DocumentsRepository, type Found, type Touched } from './documents.repository.js';
import { SearchDatabase } from './search.repository.js';

const PROJECTOR = 'search.index';
const REACTOR = 'search.jobs';
const CHUNK = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const MESSAGES: readonly EventType[] = [
  'chat.message-posted',
  'chat.message-edited',
  'chat.message-deleted',
  'chat.message-restored',
  'chat.message-erased',
  'chat.message-hidden',
  'chat.message-shown',
];
const MATERIALS: readonly EventType[] = [
  'materials.material-added',
  'materials.material-edited',
  'materials.material-removed',
];
const ROOMS: readonly EventType[] = ['rooms.room-created', 'rooms.room-edited'];
const PEOPLE: readonly EventType[] = [
  'rooms.member-joined',
  'rooms.member-changed',
  'accounts.account-changed',
  'profiles.profile-changed',
];

const ids = z.array(id);
const touchedShape = z.strictObject({ people: ids, rooms: ids, messages: ids, shownBy: ids });
const fillShape = z.strictObject({ group: z.enum(SEARCH_GROUPS), after: id });

/**
 * Keeps the index. An event only says what to look at again: the document is made of the rows as they are then, so that it
 * ends right in whatever order things are looked at. In the database a projector does so; elsewhere jobs do.
 */
@Injectable()
export class SearchIndex implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly log: EventLog,
    private readonly jobs: Jobs,
    private readonly engine: SearchEngine,
    private readonly documents: DocumentsRepository,
    private readonly database: SearchDatabase,
  ) {}

  onModuleInit(): void {
    const types = [...MESSAGES, ...MATERIALS, ...ROOMS, ...PEOPLE];
    const { engine, documents } = this;
    if (engine.place === 'database') {
      this.log.listen({
        kind: 'projector',
        name: PROJECTOR,
        types,
        from: 'start',
        onFailure: 'skip',
        apply: async ({ sql }, events) => {
          const { documents: put, missing: remove } = await documents.touched(sql, touchedBy(events));
          await engine.write({ put, remove }, sql);
        },
        reset: (sql) => engine.clear(sql),
      });
      return;
    }
    this.log.listen({
      kind: 'reactor',
      name: REACTOR,
      types,
      from: 'now',
      onFailure: 'skip',
      jobs: (event) => [{ task: 'search.refresh', payload: touchedBy([event]) }],
    });
    this.jobs.task('search.refresh', (payload) => this.refresh(touchedShape.parse(payload)));
    this.jobs.task('search.prepare', () => this.prepare());
    this.jobs.task('search.fill', (payload) => this.fillOn(fillShape.parse(payload)));
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.engine.place === 'elsewhere')
      await addJob(this.database.sql, 'search.prepare', {}, { key: 'search.prepare' });
  }

  /** Empties the index and makes it anew; what is found meanwhile is not all there is. */
  async rebuild(): Promise<void> {
    if (this.engine.place === 'database') return this.log.rebuild(PROJECTOR);
    await this.engine.prepare();
    await this.engine.clear(this.database.sql);
    let next: z.output<typeof fillShape> | null = { group: SEARCH_GROUPS[0], after: BEFORE_ALL };
    while (next !== null) next = await this.fill(next);
  }

  /**
   * Two jobs about the same thing may overtake each other. Whoever writes looks again afterwards, and writes again what has
   * changed meanwhile: so the last that is written is what is there.
   */
  private async refresh(touched: Touched): Promise<void> {
    let written: Found | undefined;
    for (let now = await this.look(touched); !same(written, now); now = await this.look(touched)) {
      written = now;
      await this.engine.write({ put: now.documents, remove: now.missing }, this.database.sql);
    }
  }

  private look(touched: Touched): Promise<Found> {
    return this.documents.touched(this.database.sql, touched);
  }

  private async prepare(): Promise<void> {
    if (await this.engine.prepare()) await this.goOn({ group: SEARCH_GROUPS[0], after: BEFORE_ALL });
  }

  /** One portion, and a job for the next: a restart in between goes on where it was. */
  private async fillOn(at: z.output<typeof fillShape>): Promise<void> {
    const next = await this.fill(at);
    if (next !== null) await this.goOn(next);
  }

  private goOn(at: z.output<typeof fillShape>): Promise<void> {
    return addJob(this.database.sql, 'search.fill', at, { key: `search.fill:${at.group}:${at.after}` });
  }

  private async fill({ group, after }: z.output<typeof fillShape>): Promise<z.output<typeof fillShape> | null> {
    const { sql } = this.database;
    let written: SearchDocument[] | undefined;
    let put = await this.documents.after(sql, group, after, CHUNK);
    // Looked at again for the same reason as in `refresh`.
    while (!same(written, put)) {
      const gone = (written ?? []).filter(({ id: one }) => !put.some((document) => document.id === one));
      await this.engine.write({ put, remove: gone.map((document) => ({ group, id: document.id })) }, sql);
      written = put;
      put = await this.documents.after(sql, group, after, CHUNK);
    }
    const last = put.at(-1);
    if (last && put.length === CHUNK) return { group, after: last.id };
    const following = SEARCH_GROUPS[SEARCH_GROUPS.indexOf(group) + 1];
    return following === undefined ? null : { group: following, after: BEFORE_ALL };
  }
}

/** What has to be looked at again after these events. */
export function touchedBy(events: readonly StoredEvent[]): Touched {
  const [people, rooms, messages, shownBy] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  for (const event of events) {
    const { type, subject, stream } = event;
    if (MESSAGES.includes(type) && subject !== null) {
      messages.add(subject);
      // Files come and go with their message; an edit leaves them alone.
      if (type !== 'chat.message-edited') shownBy.add(subject);
    } else if (MATERIALS.includes(type) && subject !== null) shownBy.add(subject);
    else if (ROOMS.includes(type)) rooms.add(roomIdOf(stream));
    else if (isOf(event, 'rooms.member-joined')) people.add(event.payload.member.person.id);
    else if (isOf(event, 'rooms.member-changed')) people.add(event.payload.person.id);
    else if (isOf(event, 'profiles.profile-changed')) people.add(event.payload.personId);
    else if (isOf(event, 'accounts.account-changed')) people.add(event.payload.account.id);
  }
  return { people: [...people], rooms: [...rooms], messages: [...messages], shownBy: [...shownBy] };
}

type Typed<T extends EventType> = StoredEvent & { type: T; payload: EventPayload<T> };
const isOf = <T extends EventType>(event: StoredEvent, type: T): event is Typed<T> => event.type === type;
const same = <T>(one: T | undefined, other: T): boolean =>
  one !== undefined && JSON.stringify(one) === JSON.stringify(other);
