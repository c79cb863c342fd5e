import { jest } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { commands } from '../../src/contract/realtime.contract.js';
import { Operation } from '../../src/platform/http/operation.js';
import { HubAddress } from '../../src/platform/http/hub-address.js';
import { CLIENT, IdentityProvider } from '../accounts/identity-provider.js';
import { atOnce } from '../support/at-once.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import { Http, type Person } from '../support/person.js';
import { parkedEventOf } from './admin-deeds.js';
import { deadLetterOf } from './access-deeds.js';
import { cast, type Character } from './cast.js';
import { commandsOf, routerOf, routesOf } from './operations.js';
import { page, type Row, verbsOfPage } from './permissions-page.js';
import { type Circumstances, demoDeeds, type PlatformDeed, platformDeeds } from './platform-deeds.js';
import { outcomeOf } from './deeds.js';
import { roomDeeds } from './room-deeds.js';
import { Witness } from './witness.js';

// Many deeds a test: far more than they take, also on a machine that is busy with other things.
jest.setTimeout(180_000);

const characters: Readonly<Record<string, Character | null>> = {
  visitor: null,
  guest: { kind: 'guest' },
  member: {},
  mentor: { mentor: true },
  staff: { role: 'staff' },
  admin: { role: 'admin' },
};
const REFUSALS = ['not-signed-in', 'not-allowed', 'accounts/not-for-guests', 'rooms/kind-not-allowed'];
/** Verbs that no route or command carries: the matrix of rooms tries them through what they are part of. */
const PARTS_OF_OTHERS = [
  ...['room.follow', 'room.follow-staff', 'room.list-banned', 'chat.type', 'chat.post-while-locked'],
  ...['stage.show-camera', 'stage.share-screen', 'stage.pass-locks'],
];

let hub: TestHub;
let idp: IdentityProvider;
let witness: Witness;
const everybody: Person[] = [];
beforeAll(async () => {
  idp = await IdentityProvider.start();
  const provider = { OIDC_ISSUER: idp.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
  hub = await TestHub.boot({ replace: [generous], env: { DEMO: 'on', ...provider } });
  idp.serve(hub.app.get(HubAddress).origin);
  witness = new Witness(routesOf(hub.app));
});
afterAll(async () => {
  for (const person of everybody) person.close();
  await hub.close();
  await idp.close();
});

const people = async (wanted: readonly Character[]): Promise<Person[]> => {
  const made = await cast(hub, wanted);
  everybody.push(...made);
  return made;
};

describe('every operation of the hub', () => {
  it('declares a verb that docs/permissions.md knows', () => {
    const undeclared = routesOf(hub.app).filter(({ verb }) => verb === null || !verbsOfPage().includes(verb));
    expect(undeclared.map(({ name, verb }) => `${name} ${verb}`)).toEqual([]);
    const unknown = commandsOf(hub.app).filter(({ verb }) => !verbsOfPage().includes(verb));
    expect(unknown.map(({ name, verb }) => `${name} ${verb}`)).toEqual([]);
  });

  it('is tried by the matrix with its own verb', () => {
    const tried = [...roomDeeds, ...platformDeeds, ...demoDeeds].map(({ operation, verb }) => `${operation} ${verb}`);
    const declared = [
      ...routesOf(hub.app).map(({ name, verb }) => `${name} ${verb}`),
      ...commandsOf(hub.app).map(({ name, verb }) => `${name} ${verb}`),
    ];
    const plain = (name: string) => name.replace(':roomId', ':id');
    expect(declared.map(plain).filter((name) => !tried.map(plain).includes(name))).toEqual([]);
    const names = declared.map((name) => plain(name).replace(/ \S+$/, ''));
    const invented = [...platformDeeds, ...demoDeeds, ...roomDeeds].map(({ operation }) => plain(operation));
    expect(invented.filter((name) => !name.startsWith('stream ') && !names.includes(name))).toEqual([]);
  });

  it('gives every verb of the page something to permit', () => {
    const used = [...routesOf(hub.app), ...commandsOf(hub.app)].map(({ verb }) => verb);
    expect(verbsOfPage().filter((verb) => !used.includes(verb) && !PARTS_OF_OTHERS.includes(verb))).toEqual([]);
  });

  it('of the contract’s commands has one handler, and there is no other command', () => {
    const handled = commandsOf(hub.app).map(({ name }) => name);
    const own = Object.keys(commands).filter((name) => !name.startsWith('stream:'));
    expect(handled.sort()).toEqual(own.sort());
  });

  it('would be missed if it declared nothing', async () => {
    @Controller('api/planted')
    class Planted {
      @Get('undeclared')
      undeclared(): void {}

      @Get('unknown')
      @Operation('planted.verb')
      unknown(): void {}
    }
    @Module({ imports: [DiscoveryModule], controllers: [Planted] })
    class PlantedModule {}
    const module = await Test.createTestingModule({ imports: [PlantedModule] }).compile();
    const bad = routesOf(module).filter(({ verb }) => verb === null || !verbsOfPage().includes(verb));
    expect(bad.map(({ name, verb }) => `${name} ${verb}`)).toEqual([
      'GET /api/planted/undeclared null',
      'GET /api/planted/unknown planted.verb',
    ]);
    await module.close();
  });

  it('stands in the router of the running hub under no other name', () => {
    const known = routesOf(hub.app).map(({ name }) => name);
    const routed = routerOf(hub.app.getHttpAdapter().getInstance());
    expect(routed.filter((name) => name.includes(' /api/') && !name.includes('/api/docs'))).toEqual(
      expect.arrayContaining(known),
    );
    // Besides: the documentation, health, metrics, and the wildcards of what stands before all routes.
    const others = / (\/(api\/docs|health|metrics)|\{\/\*splat\})/;
    expect(routed.filter((name) => !known.includes(name) && !others.test(name))).toEqual([]);
  });
});

describe('on the platform, everybody may do what docs/permissions.md says', () => {
  const columns = ['visitor', 'guest', 'member', 'staff', 'admin'];

  /** Tries the deeds as every column, each with an account of its own, and tells what came out otherwise. */
  async function tried(deeds: readonly PlatformDeed[], may: (deed: PlatformDeed, column: string) => readonly string[]) {
    const cells = deeds.flatMap((deed) => columns.map((column) => ({ deed, column })));
    const [host, ...crew] = await people([
      { role: 'admin' },
      ...cells.flatMap(({ column }) => [characters[column] ?? {}, {}]),
    ]);
    if (!host) throw new Error('There is no host.');
    const demo = { room: demoRoom, person: demoPerson };
    const room = await hub.room(host);
    const wrong = await atOnce(6, [...cells.entries()], async ([index, { deed, column }]) => {
      const [me, other] = crew.slice(index * 2, index * 2 + 2);
      const made = await host.http.post<{ code: string }>(`/api/rooms/${room}/invites`, { guests: true });
      if (!me || !other) throw new Error('The cast is not complete.');
      const visiting = characters[column] === null;
      const http = visiting ? new Http(hub.url) : me.http;
      witness.watch(http);
      const mail = {
        deadLetter: await deadLetterOf(hub),
        dataDir: hub.dataDir,
        idp,
        parkedEvent: () => parkedEventOf(hub, other),
      };
      const at: Circumstances = { http, host, me: visiting ? null : me, other, invite: made.body.code, demo, ...mail };
      const outcome = await deed.run(at);
      const expected = may(deed, column);
      return expected.includes(outcome)
        ? []
        : [`${column}: ${deed.operation} (${deed.verb}) → ${outcome}, not ${expected.join(' or ')}`];
    });
    return wrong.flat();
  }
  const byThePage = ({ verb, passes = [] }: PlatformDeed, column: string): readonly string[] => {
    if (page.onPlatform.get(verb)?.[column] === 'yes') return ['ok', ...passes];
    return column === 'visitor' ? ['not-signed-in'] : REFUSALS.slice(1);
  };
  let demoRoom = '018f0000-0000-7000-8000-000000000001';
  let demoPerson = '018f0000-0000-7000-8000-000000000002';

  it('with their own account, with people, rooms and invitations', async () => {
    expect(await tried(platformDeeds, byThePage)).toEqual([]);
  });

  it('with the demo, which elsewhere does not exist for anybody', async () => {
    const nowhere = ({ verb }: PlatformDeed, column: string) =>
      column === 'visitor' && verb === 'demo.make-life' ? ['not-signed-in'] : ['not-found'];
    expect(await tried(demoDeeds, nowhere)).toEqual([]);
    const [player] = await people([{}]);
    if (!player) throw new Error('There is nobody to play.');
    demoPerson = player.id;
    demoRoom = await hub.room(player);
    await hub.sql.query(
      `insert into settings (key, value) values ('demo', '"made"') on conflict (key) do update set value = excluded.value`,
    );
    await hub.sql.query('update accounts set demo = true where id = $1', [demoPerson]);
    await hub.sql.query('update rooms set demo = true where id = $1', [demoRoom]);
    expect(await tried(demoDeeds, byThePage)).toEqual([]);
  });
});

describe('what was answered on the way', () => {
  it('is what the routes declare, to the field, whoever asked', () => {
    expect([...witness.faults]).toEqual([]);
    const tried = [...platformDeeds, ...demoDeeds].map(({ operation }) => operation);
    expect(tried.filter((name) => !witness.seen.has(name) && name !== 'POST /api/setup')).toEqual([]);
  });
});

describe('the other tables of the page', () => {
  const KINDS = ['study-group', 'cohort', 'mentor-session', 'competition'];

  it('say who creates which kind of room', async () => {
    const wrong: string[] = [];
    for (const column of ['guest', 'member', 'mentor', 'staff', 'admin']) {
      const [me, other] = await people([characters[column] ?? {}, {}]);
      if (!me || !other) throw new Error('The cast is not complete.');
      const rights = await me.http.get<{ create: string[] }>('/api/rooms/rights');
      for (const row of page.creators) {
        const kind = row['kind'] ?? '';
        const outcome = await outcomeOf(
          kind === 'direct'
            ? me.http.post('/api/rooms/direct', { personIds: [other.id] })
            : me.http.post('/api/rooms', { kind, title: 'Una sala' }),
        );
        const expected = row[column] === 'yes' ? ['ok'] : ['rooms/kind-not-allowed', 'accounts/not-for-guests'];
        if (!expected.includes(outcome)) wrong.push(`${column} creates ${kind}: ${outcome}`);
      }
      const told = page.creators.filter((row) => row[column] === 'yes' && KINDS.includes(row['kind'] ?? ''));
      expect({ column, create: rights.body.create.sort() }).toEqual({ column, create: told.map(kindOf).sort() });
    }
    expect(wrong).toEqual([]);
  });

  it('say which roles there are in which kind', async () => {
    const [admin, host, member] = await people([{ role: 'admin', mentor: true }, {}, {}]);
    if (!admin || !host || !member) throw new Error('The cast is not complete.');
    await admin.connect();
    await member.connect();
    for (const { kind, roles } of page.rolesByKind) {
      const made =
        kind === 'direct'
          ? await admin.http.post<RoomCard>('/api/rooms/direct', { personIds: [member.id] })
          : await admin.http.post<RoomCard>('/api/rooms', { kind, title: 'Una sala' });
      const roomId = made.body.room.id;
      if (kind !== 'direct') await member.socket.do('rooms:join', { roomId });
      const given: string[] = [];
      for (const role of ['host', 'co-host', 'judge', 'learner', 'spectator'] as const) {
        const answer = await admin.socket.ask('rooms:set-role', { roomId, personId: member.id, role });
        if (answer.ok) given.push(role);
      }
      expect({ kind, given }).toEqual({ kind, given: kind === 'direct' ? [] : roles });
    }
  });
});

const kindOf = (row: Row): string => row['kind'] ?? '';
