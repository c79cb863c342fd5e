import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { eventPayloads, type EventType } from '../../src/contract/realtime.contract.js';
import { accountEvents } from '../../src/features/accounts/accounts.events.js';
import { chatEventDefinitions } from '../../src/features/chat/chat.events.js';
import { breakoutEventDefinitions } from '../../src/features/rooms/breakouts/breakouts.events.js';
import { meetingEventDefinitions } from '../../src/features/rooms/meetings/meetings.events.js';
import { materialEventDefinitions } from '../../src/features/materials/materials.events.js';
import { profileEventDefinitions } from '../../src/features/profiles/profiles.events.js';
import { minutesEventDefinitions } from '../../src/features/minutes/minutes.events.js';
import { noticeEventDefinitions } from '../../src/features/notifications/notifications.events.js';
import { roomEventDefinitions } from '../../src/features/rooms/rooms.events.js';
import { callEventDefinitions } from '../../src/features/stage/calls/calls.events.js';
import { recordingEventDefinitions } from '../../src/features/stage/recording/recordings.events.js';
import { stageEventDefinitions } from '../../src/features/stage/stage.events.js';
import { EventDefinitions } from '../../src/platform/event-log/event-definitions.js';

/**
 * One fixture of each type and version that was ever written. To change a payload's shape: raise the version in
 * `<feature>.events.ts`, write the upcast from the one before, add `<type>.v<n>.json` with the shape this test names.
 */
interface Fixture {
  type: EventType;
  version: number;
  /** Fingerprint of the contract's schema at that version. */
  shape: string;
  /** People's words carry the sign §. */
  payload: unknown;
}

const FOLDER = 'test/fixtures/events';
const WORDS = '§';
const definitions = [
  ...accountEvents,
  ...profileEventDefinitions,
  ...roomEventDefinitions,
  ...meetingEventDefinitions,
  ...breakoutEventDefinitions,
  ...chatEventDefinitions,
  ...materialEventDefinitions,
  ...minutesEventDefinitions,
  ...stageEventDefinitions,
  ...callEventDefinitions,
  ...recordingEventDefinitions,
  ...noticeEventDefinitions,
];
const types = Object.keys(eventPayloads) as EventType[];
const fixtures = readdirSync(FOLDER).map((name) => ({
  name,
  fixture: JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Fixture,
}));

// How an id or a time is spelled out as a pattern is zod's affair, not the shape's.
const withoutPatterns = (key: string, value: unknown): unknown => (key === 'pattern' ? undefined : value);
const shapeOf = (type: EventType): string => {
  const schema = JSON.stringify(z.toJSONSchema(eventPayloads[type]), withoutPatterns);
  return createHash('sha256').update(schema).digest('hex').slice(0, 16);
};
const definitionOf = (type: EventType) => definitions.find((definition) => definition.type === type);

/** What the log would give for it today. */
function current({ type, version, payload }: Fixture): unknown {
  const registry = new EventDefinitions();
  registry.define(definitions);
  const at = new Date(0);
  return registry.stored({
    position: 1,
    stream: 'room:x',
    epoch: 1,
    seq: 1,
    type,
    version,
    subject: null,
    actor: null,
    at,
    payload,
    erased: false,
    isMessage: false,
  }).payload;
}

describe('event types', () => {
  it('of the contract are each defined once by their feature', () => {
    expect(definitions.map(({ type }) => type).sort()).toEqual([...types].sort());
  });

  it('have one fixture of every version, and none of versions to come', () => {
    const expected = definitions.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => `${type}.v${index + 1}.json`),
    );
    expect(fixtures.map(({ name }) => name).sort()).toEqual(expected.sort());
    for (const { name, fixture } of fixtures) expect(name).toBe(`${fixture.type}.v${fixture.version}.json`);
  });
});

describe.each(types)('%s', (type) => {
  const own = fixtures.filter(({ fixture }) => fixture.type === type).map(({ fixture }) => fixture);

  it('has not changed its shape without a new version', () => {
    const latest = own.find((fixture) => fixture.version === definitionOf(type)?.version);
    expect({ type, shape: latest?.shape }).toEqual({ type, shape: shapeOf(type) });
  });

  it('is read today, however old', () => {
    for (const fixture of own) expect(eventPayloads[type].parse(current(fixture))).toEqual(current(fixture));
  });

  it('keeps its facts and its shape when its words go', () => {
    const blank = definitionOf(type)?.blank;
    for (const fixture of own) {
      const payload = current(fixture);
      const speaks = JSON.stringify(payload).includes(WORDS);
      expect({ type, hasBlank: blank !== undefined }).toEqual({ type, hasBlank: speaks });
      if (!blank) continue;
      const blanked = eventPayloads[type].parse(blank(payload as never));
      expect(JSON.stringify(blanked)).not.toContain(WORDS);
      expect(idsIn(payload)).toEqual(expect.arrayContaining(idsIn(blanked)));
      expect(idsIn(blanked)).toContain(idsIn(payload)[0]);
    }
  });
});

const idsIn = (payload: unknown): string[] => JSON.stringify(payload).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
