import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { HUB } from '../../src/platform/actor/actor.js';
import { TestHub } from '../support/hub.js';

let hub: TestHub;
let accounts: AccountsService;
beforeAll(async () => {
  hub = await TestHub.boot();
  accounts = hub.app.get(AccountsService);
});
afterAll(() => hub.close());

describe('what accounts gives to other features', () => {
  it('cards of those it knows, without anything private', async () => {
    const ana = await hub.person('Ana');
    const cards = await accounts.cards([ana.id, ana.id, randomUUID()]);
    expect([...cards.values()]).toEqual([{ id: ana.id, name: 'Ana', kind: 'person', avatar: null }]);
  });

  it('facts: who has not said to be an adult counts as a minor', async () => {
    const [adult, minor] = [await hub.person('Ana'), await hub.person('Leo', { ageBand: '16-17' })];
    expect(await accounts.personFacts(adult.id)).toMatchObject({
      kind: 'person',
      minor: false,
      banned: false,
      mentor: false,
    });
    expect(await accounts.personFacts(minor.id)).toMatchObject({ minor: true });
    expect(await accounts.personFacts(randomUUID())).toBeNull();
    const roomId = randomUUID();
    const guest = await hub.log.change(HUB, [], (change) =>
      accounts.createGuest(change, { name: 'Gil', language: 'en', roomId }),
    );
    expect(guest).toMatchObject({ kind: 'guest', minor: true, guestOf: roomId, language: 'en', sessionId: null });
  });

  it('a guest is made in the other feature’s transaction, or not at all', async () => {
    const id = randomUUID();
    const failing = hub.log.change(HUB, [`account:${id}`], async (change) => {
      await accounts.createGuest(change, { id, name: 'Gil', language: 'es', roomId: randomUUID() });
      throw new Error('the room refused');
    });
    await expect(failing).rejects.toThrow('the room refused');
    expect(await accounts.personFacts(id)).toBeNull();
  });

  it('bots that say what they are; they have no session', async () => {
    const make = (name: string) =>
      hub.log.change(HUB, [], (change) => accounts.createBot(change, { name, language: 'es' }));
    expect(await make('Tutora IA')).toMatchObject({ kind: 'bot', name: 'Tutora IA' });
    await expect(make('Tutora')).rejects.toThrow('needs the word IA');
  });

  it('demo people with a past and a face', async () => {
    const at = new Date('2026-01-02T03:04:05Z');
    const person = {
      name: 'Lucía',
      email: `lucia.${randomUUID()}@example.org`,
      password: 'any of them',
      ageBand: '18-plus',
    } as const;
    const { id } = await accounts.createPerson({
      ...person,
      language: 'es',
      timeZone: 'Europe/Madrid',
      mentor: 'granted',
      demo: true,
      at,
    });
    const face = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#abc' } })
      .png()
      .toBuffer();
    const path = await accounts.setAvatarOf(id, face);
    expect((await hub.visitor().get(path)).status).toBe(200);
    expect(await accounts.actorOf(id)).toMatchObject({ accountId: id, sessionId: null, mentor: true, avatar: path });
    const { session } = await accounts.issueSession(id, { agent: undefined });
    expect(session.account).toMatchObject({ name: 'Lucía', createdAt: at.toISOString() });
    await accounts.forgetAvatarOf(id);
    expect((await hub.visitor().get(path)).status).toBe(404);
  });
});
