import { randomUUID } from 'node:crypto';
import { LEGAL_VERSION, type OwnAccount } from '../../src/contract/accounts.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import type { IdentityProvider } from '../accounts/identity-provider.js';
import { UnsubscribeTokens } from '../../src/features/notifications/unsubscribe-tokens.js';
import { loadSecrets } from '../../src/platform/config/secrets.js';
import { addressesOf, uploaded } from '../support/files.js';
import type { Http, Person } from '../support/person.js';
import { PASSWORD } from './cast.js';
import { accessDeeds } from './access-deeds.js';
import { adminDeeds } from './admin-deeds.js';
import { outcomeOf } from './deeds.js';
import { imageForm } from './image-form.js';
import { identityDeeds } from './identity-deeds.js';

/** What one deed of one person finds around it; nobody else touches it. */
export interface Circumstances {
  readonly http: Http;
  /** Null for a visitor. */
  readonly me: Person | null;
  /** An admin who looks after the rest. */
  readonly host: Person;
  /** A member to whom something can be done. */
  readonly other: Person;
  /** An invitation of a room nobody of the matrix is in; guests may use it. */
  readonly invite: string;
  readonly demo: { readonly room: string; readonly person: string };
  /** A mail that was given up, only for this deed. */
  readonly deadLetter: string;
  readonly dataDir: string;
  /** One more event that a listener could not digest. */
  parkedEvent(): Promise<{ listener: string; position: number }>;
  /** Where people have accounts besides those of here. */
  readonly idp: IdentityProvider;
}
export interface PlatformDeed {
  readonly operation: string;
  readonly verb: string;
  /** Codes that are met only behind the permission: the deed was allowed and failed by its own matter. */
  readonly passes?: readonly string[];
  run(at: Circumstances): Promise<string>;
}

type Body = unknown;
/** A deed of one request. */
export const deed = (
  operation: string,
  verb: string,
  body?: (at: Circumstances) => Body,
  passes: readonly string[] = [],
): PlatformDeed => ({
  operation,
  verb,
  passes,
  run: (at) => {
    const [method = '', path = ''] = operation.split(' ');
    return outcomeOf(at.http.send(method, path.replace(':id', at.other.id).replace(':code', at.invite), body?.(at)));
  },
});

const newcomer = () => ({
  email: `${randomUUID()}@example.org`,
  password: PASSWORD,
  ageBand: '18-plus',
  acceptedTerms: LEGAL_VERSION,
});
/** Everything that can be tried outside a single room. */
export const platformDeeds: readonly PlatformDeed[] = [
  deed('GET /api/hub', 'hub.see-info'),
  deed('POST /api/setup', 'hub.set-up', () => ({ ...newcomer(), name: 'Alguien', code: 'XXXX-XXXX' }), [
    'accounts/setup-done',
  ]),
  deed('POST /api/accounts', 'account.register', () => ({ ...newcomer(), name: 'Alguien' })),
  deed('POST /api/session', 'account.sign-in', ({ other }) => ({ email: other.email, password: PASSWORD })),
  {
    operation: 'POST /api/session/refresh',
    verb: 'account.refresh',
    run: ({ http, other }) => {
      http.cookie = other.http.cookie;
      return outcomeOf(http.post('/api/session/refresh'));
    },
  },
  ...identityDeeds,
  deed('GET /api/account', 'account.read-own'),
  deed('PATCH /api/account', 'account.edit-own', () => ({ about: 'algo' })),
  {
    operation: 'PUT /api/account/avatar',
    verb: 'account.set-avatar',
    run: async ({ http }) => outcomeOf(http.put('/api/account/avatar', await imageForm())),
  },
  deed('DELETE /api/account/avatar', 'account.set-avatar'),
  {
    operation: 'GET /api/avatars/:id/:hash.webp',
    verb: 'account.see-avatar',
    run: async ({ http, other }) => {
      const { body } = await other.http.put<OwnAccount>('/api/account/avatar', await imageForm());
      return outcomeOf(http.get(body.avatar ?? ''));
    },
  },
  {
    operation: 'GET /api/files/:ticket',
    verb: 'file.open',
    run: async ({ http, other }) => {
      const made = await other.http.post<RoomCard>('/api/rooms', { kind: 'study-group', title: 'Una sala' });
      const { id: roomId } = made.body.room;
      const { id } = await uploaded(other, roomId, 'apuntes.txt', 'hola');
      const [address] = await addressesOf(other, roomId, [id]);
      return outcomeOf(http.get(address?.open ?? ''));
    },
  },
  deed('DELETE /api/session', 'account.sign-out'),
  deed('DELETE /api/sessions', 'account.sign-out-everywhere'),
  deed('GET /api/account/devices', 'account.list-devices'),
  deed('POST /api/account/password', 'account.change-password', () => ({
    current: PASSWORD,
    next: `${PASSWORD} y otra`,
  })),
  deed('POST /api/account/mentor-request', 'account.request-mentor', () => ({ why: 'porque sé' })),
  deed('POST /api/account/upgrade', 'account.become-person', newcomer),
  ...accessDeeds,
  deed('GET /api/people', 'profile.list'),
  deed('GET /api/people/:id', 'profile.read', undefined, ['not-found']),
  deed('GET /api/people/:id/rooms', 'rooms.list'),
  deed('PUT /api/people/:id/follow', 'profile.follow'),
  deed('DELETE /api/people/:id/follow', 'profile.follow'),
  deed('PUT /api/people/:id/block', 'profile.block'),
  deed('DELETE /api/people/:id/block', 'profile.block'),
  deed('GET /api/profile', 'profile.edit-own'),
  deed('PATCH /api/profile', 'profile.edit-own', () => ({ skills: ['vela'] })),
  {
    operation: 'GET /api/profile/preview',
    verb: 'profile.edit-own',
    run: ({ http }) => outcomeOf(http.get('/api/profile/preview?as=member')),
  },
  deed('GET /api/profile/ties', 'profile.block'),
  deed('PUT /api/admin/people/:id/role', 'people.administer', () => ({ role: 'staff' })),
  deed('PUT /api/admin/people/:id/mentor', 'people.administer', () => ({ standing: 'granted' })),
  deed('POST /api/admin/people/:id/sign-out', 'people.administer'),
  deed('GET /api/admin/registration', 'people.administer'),
  deed('PUT /api/admin/registration', 'people.administer', () => ({ mode: null })),
  ...adminDeeds,
  deed('GET /api/admin/people', 'people.list'),
  deed('PUT /api/admin/people/:id/ban', 'people.ban', () => ({ reason: 'spam' })),
  deed('DELETE /api/admin/people/:id/ban', 'people.ban'),
  deed('GET /api/rooms', 'rooms.list'),
  deed('GET /api/rooms/rights', 'rooms.list'),
  deed('GET /api/meetings', 'meetings.list-upcoming'),
  deed('GET /api/drafts', 'chat.list-drafts'),
  deed('GET /api/saved', 'chat.list-saved'),
  deed('GET /api/saved/ids', 'chat.list-saved'),
  {
    operation: 'GET /api/search',
    verb: 'search.use',
    run: ({ http }) => outcomeOf(http.get('/api/search?q=sala')),
  },
  {
    operation: 'GET /api/calendars/:secret.ics',
    verb: 'calendar.read',
    run: async ({ http, other }) => {
      const made = await other.http.post<RoomCard>('/api/rooms', { kind: 'study-group', title: 'Una sala' });
      const { body } = await other.http.post<{ path: string }>(`/api/rooms/${made.body.room.id}/calendar`);
      return outcomeOf(http.get(body.path));
    },
  },
  deed('GET /api/notices', 'notice.list'),
  deed('GET /api/notices/unread', 'notice.list'),
  deed('POST /api/notices/read', 'notice.mark-read', ({ other }) => ({ noticeIds: [other.id] })),
  deed('GET /api/notices/preferences', 'notice.set'),
  deed('PUT /api/notices/preferences', 'notice.set', () => ({ quiet: null })),
  {
    operation: 'PUT /api/notices/rooms/:roomId',
    verb: 'notice.set',
    run: ({ http, demo }) => outcomeOf(http.put(`/api/notices/rooms/${demo.room}`, { off: true })),
  },
  ...(['POST', 'GET'] as const).map((method) => ({
    operation: `${method} /api/notices/unsubscribe/:token`,
    verb: 'notice.unsubscribe',
    passes: ['status 302'],
    run: ({ http, other, dataDir }: Circumstances) => {
      const token = new UnsubscribeTokens(loadSecrets(dataDir).tokenHashKey).of(other.id, 'mention');
      return outcomeOf(http.send(method, `/api/notices/unsubscribe/${token}`));
    },
  })),
  deed('GET /api/admin/room-creators', 'rooms.set-creators'),
  deed('PUT /api/admin/room-creators', 'rooms.set-creators', () => ({ cohort: 'mentors' })),
  deed('POST /api/rooms', 'rooms.create', () => ({ kind: 'study-group', title: 'Una sala' })),
  deed('POST /api/rooms/direct', 'rooms.open-direct', ({ other }) => ({ personIds: [other.id] })),
  deed('GET /api/invites/:code', 'invite.preview'),
  deed('POST /api/invites/:code/accept', 'invite.accept', () => ({})),
  deed('POST /api/invites/:code/guest', 'invite.enter-as-guest', () => ({ name: 'De paso' })),
];

/** On loopback with demo content; elsewhere all of it is `not-found`. */
export const demoDeeds: readonly PlatformDeed[] = [
  deed('GET /api/demo/people', 'demo.open-as'),
  deed('POST /api/demo/open-as', 'demo.open-as', ({ demo }) => ({ personId: demo.person })),
  deed('POST /api/demo/life', 'demo.make-life', ({ demo }) => ({ roomId: demo.room })),
];
