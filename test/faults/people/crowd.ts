import { randomUUID } from 'node:crypto';
import { LEGAL_VERSION, type Session } from '../../../src/contract/accounts.contract.js';
import type { InviteView, RoomCard } from '../../../src/contract/rooms.contract.js';
import { Proxy } from '../proxy.js';
import type { HubUnderTest } from '../scenario.js';
import { Browser, type Somebody } from './browser.js';
import type { ClientPieces } from './client-pieces.mjs';
import { Journal } from './journal.js';

/** A person with their browsers: a laptop with one or two tabs, and for some a phone. */
export interface Citizen extends Somebody {
  readonly browsers: readonly Browser[];
  /** The network between their browsers and the hub. */
  readonly network: Proxy;
}

/** The people of a scenario, their rooms and their networks. The first one hosts; the last one never comes into the private room. */
export class Crowd {
  readonly journal = new Journal();

  private constructor(
    readonly citizens: readonly Citizen[],
    readonly publicRoom: string,
    readonly privateRoom: string,
    private readonly invitation: string,
    journal: Journal,
  ) {
    this.journal = journal;
  }

  static async gather(hub: HubUnderTest, many: number, pieces: ClientPieces): Promise<Crowd> {
    const journal = new Journal();
    const citizens: Citizen[] = [];
    for (let index = 0; index < many; index += 1) citizens.push(await newCitizen(hub, index, journal, pieces));
    const host = citizens[0]?.browsers[0];
    if (!host) throw new Error('A scenario needs people.');
    const room = async (title: string, visibility: 'public' | 'private'): Promise<string> =>
      (await host.call<RoomCard>('POST', '/api/rooms', { body: { kind: 'study-group', title, visibility } })).room.id;
    const [publicRoom, privateRoom] = [await room('Plaza', 'public'), await room('Patio', 'private')];
    const { code } = await host.call<InviteView>('POST', `/api/rooms/${privateRoom}/invites`, { body: {} });
    const crowd = new Crowd(citizens, publicRoom, privateRoom, code, journal);
    for (const citizen of citizens.slice(1, -1)) await crowd.accept(citizen);
    for (const { browsers } of citizens) for (const browser of browsers) browser.openTab([publicRoom, privateRoom]);
    for (const { browsers } of citizens.slice(1, -1))
      await browsers[0]?.tabs[0]?.connection.ask('rooms:join', { roomId: publicRoom, as: 'learner' });
    return crowd;
  }

  get host(): Citizen | undefined {
    return this.citizens[0];
  }

  get rooms(): [string, string] {
    return [this.publicRoom, this.privateRoom];
  }

  get browsers(): Browser[] {
    return this.citizens.flatMap(({ browsers }) => browsers);
  }

  /** Comes into the private room by its link. */
  async accept(citizen: Citizen): Promise<void> {
    const browser = citizen.browsers.find(({ signedIn }) => signedIn);
    if (!browser) return;
    const note = this.journal.by({ person: citizen.id, browser: browser.name, tab: browser.name });
    const askedAt = this.journal.now();
    try {
      await browser.call('POST', `/api/invites/${this.invitation}/accept`, { body: {} });
      note({ what: 'did', deed: 'accept', askedAt, ok: true });
    } catch (failure) {
      note({ what: 'did', deed: 'accept', askedAt, ok: false, code: String(failure) });
    }
  }

  async leave(): Promise<void> {
    for (const browser of this.browsers) browser.thrownOut();
    await Promise.all(this.citizens.map(({ network }) => network.close()));
  }
}

async function newCitizen(hub: HubUnderTest, index: number, journal: Journal, pieces: ClientPieces): Promise<Citizen> {
  const network = await Proxy.open(() => hub.address());
  const url = `http://127.0.0.1:${network.port}`;
  const [email, password] = [`${randomUUID()}@example.org`, `correct horse ${randomUUID()}`];
  const name = `Persona ${index}`;
  const { accessToken, account } = await pieces.call<Session>('POST', `${url}/api/accounts`, {
    body: {
      name,
      email,
      password,
      ageBand: '18-plus',
      acceptedTerms: LEGAL_VERSION,
      language: 'es',
      timeZone: 'Europe/Madrid',
    },
  });
  const somebody = { id: account.id, name, email, password };
  const laptop = new Browser(somebody, `${account.id}.laptop`, url, journal, pieces, accessToken);
  const phone = new Browser(somebody, `${account.id}.phone`, url, journal, pieces, null);
  // Every second person has a phone too.
  if (index % 2 === 1) await phone.signIn();
  return { ...somebody, browsers: index % 2 === 1 ? [laptop, phone] : [laptop], network };
}
