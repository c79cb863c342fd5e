import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LEGAL_VERSION, type Session } from '../../../src/contract/accounts.contract.js';
import type { InviteView, RoomCard } from '../../../src/contract/rooms.contract.js';
import { Proxy } from '../proxy.js';
import type { HubUnderTest } from '../scenario.js';
import { Browser, type Somebody } from './browser.js';
import type { ClientPieces } from './client-pieces.mjs';
import { Journal } from './journal.js';

const BUSY_MS = 500;
const MOST_TRIES = 40;

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
    try {
      return await Crowd.settle(hub, many, pieces, journal, citizens);
    } catch (failure) {
      // Nobody else knows of their networks yet.
      await leave(citizens);
      throw failure;
    }
  }

  private static async settle(
    hub: HubUnderTest,
    many: number,
    pieces: ClientPieces,
    journal: Journal,
    citizens: Citizen[],
  ): Promise<Crowd> {
    for (let index = 0; index < many; index += 1) citizens.push(await newCitizen(hub, index, journal, pieces));
    const host = citizens[0]?.browsers[0];
    if (!host) throw new Error('A scenario needs people.');
    const room = async (title: string, visibility: 'public' | 'private'): Promise<string> =>
      (
        await whenThereIsRoom(pieces, () =>
          host.call<RoomCard>('POST', '/api/rooms', { body: { kind: 'study-group', title, visibility } }),
        )
      ).room.id;
    const [publicRoom, privateRoom] = [await room('Plaza', 'public'), await room('Patio', 'private')];
    const { code } = await whenThereIsRoom(pieces, () =>
      host.call<InviteView>('POST', `/api/rooms/${privateRoom}/invites`, { body: {} }),
    );
    const crowd = new Crowd(citizens, publicRoom, privateRoom, code, journal);
    for (const citizen of citizens.slice(1, -1)) await whenThereIsRoom(pieces, () => crowd.enter(citizen));
    for (const { browsers } of citizens) for (const browser of browsers) browser.openTab([publicRoom, privateRoom]);
    for (const { browsers } of citizens.slice(1, -1))
      await whenThereIsRoom(pieces, async () =>
        browsers[0]?.tabs[0]?.connection.ask('rooms:join', { roomId: publicRoom, as: 'learner' }),
      );
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

  /** Comes into the private room by its link, as far as the hub lets them. */
  async accept(citizen: Citizen): Promise<void> {
    await this.enter(citizen).catch(() => undefined);
  }

  private async enter(citizen: Citizen): Promise<void> {
    const browser = citizen.browsers.find(({ signedIn }) => signedIn);
    if (!browser) return;
    const note = this.journal.by({ person: citizen.id, browser: browser.name, tab: browser.name });
    const askedAt = this.journal.now();
    try {
      await browser.call('POST', `/api/invites/${this.invitation}/accept`, { body: {} });
      note({ what: 'did', deed: 'accept', askedAt, ok: true });
    } catch (failure) {
      note({ what: 'did', deed: 'accept', askedAt, ok: false, code: String(failure) });
      throw failure;
    }
  }

  async leave(): Promise<void> {
    await leave(this.citizens);
  }
}

async function leave(citizens: readonly Citizen[]): Promise<void> {
  for (const { browsers } of citizens) for (const browser of browsers) browser.thrownOut();
  await Promise.all(citizens.map(({ network }) => network.close()));
}

/** Setting the scene is not what is judged: where the machine is so busy that the hub says so, people come a little later. */
async function whenThereIsRoom<T>({ ApiError }: ClientPieces, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.code === 'busy') || tries === MOST_TRIES) throw failure;
      await sleep(BUSY_MS);
    }
}

async function newCitizen(hub: HubUnderTest, index: number, journal: Journal, pieces: ClientPieces): Promise<Citizen> {
  const network = await Proxy.open(() => hub.address());
  try {
    return await register(network, index, journal, pieces);
  } catch (failure) {
    await network.close();
    throw failure;
  }
}

async function register(network: Proxy, index: number, journal: Journal, pieces: ClientPieces): Promise<Citizen> {
  const url = `http://127.0.0.1:${network.port}`;
  const [email, password] = [`${randomUUID()}@example.org`, `correct horse ${randomUUID()}`];
  const name = `Persona ${index}`;
  const body = {
    name,
    email,
    password,
    ageBand: '18-plus',
    acceptedTerms: LEGAL_VERSION,
    language: 'es',
    timeZone: 'Europe/Madrid',
  };
  const { accessToken, account } = await whenThereIsRoom(pieces, () =>
    pieces.call<Session>('POST', `${url}/api/accounts`, { body }),
  );
  const somebody = { id: account.id, name, email, password };
  const laptop = new Browser(somebody, `${account.id}.laptop`, url, journal, pieces, accessToken);
  const phone = new Browser(somebody, `${account.id}.phone`, url, journal, pieces, null);
  // Every second person has a phone too.
  if (index % 2 === 1) await phone.signIn();
  return { ...somebody, browsers: index % 2 === 1 ? [laptop, phone] : [laptop], network };
}
