import { randomUUID } from 'node:crypto';
import { LEGAL_VERSION } from '../../src/contract/accounts.contract.js';

export type Input = Record<string, unknown>;
const account = () => ({
  email: `${randomUUID()}@example.org`,
  password: 'una frase larga y rara',
  ageBand: '18-plus',
  acceptedTerms: LEGAL_VERSION,
});
const person = () => ({ ...account(), name: 'Alguien', language: 'es', timeZone: 'UTC' });
const noLink = `${'A'.repeat(22)}.${'A'.repeat(43)}`;
export const someId = '018f0000-0000-7000-8000-0000000000aa';

/** A valid input, with every optional field, for each route that takes one. */
export const bodies: Readonly<Record<string, () => Input>> = {
  'POST /api/setup': () => ({ ...person(), code: 'ABCD-EFGH' }),
  'POST /api/accounts': person,
  'POST /api/session': () => ({ email: 'ada@example.org', password: 'no es esta' }),
  'PATCH /api/account': () => ({ name: 'Ada', about: 'algo', language: 'es', timeZone: 'UTC' }),
  'POST /api/account/password': () => ({ current: 'no es esta', next: 'una frase larga y rara' }),
  'POST /api/account/mentor-request': () => ({ why: 'porque sé' }),
  'POST /api/account/upgrade': account,
  'POST /api/session/elsewhere': () => ({ provider: '1', then: '/rooms', invite: 'a'.repeat(20) }),
  'POST /api/session/elsewhere/complete': () => ({ provider: '1', response: 'code=x&state=y' }),
  'POST /api/session/elsewhere/register': () => {
    const { password: _, ...rest } = person();
    return rest;
  },
  'POST /api/session/elsewhere/join': () => ({ password: 'no es esta' }),
  'POST /api/account/ways-in': () => ({ provider: '1' }),
  'POST /api/account/export': () => ({ password: 'no es esta' }),
  'POST /api/account/deletion': () => ({ password: 'no es esta', texts: 'keep' }),
  'PUT /api/account/email': () => ({ email: `${randomUUID()}@example.org`, password: 'no es esta' }),
  'POST /api/verify-email': () => ({ token: noLink }),
  'POST /api/password-reset': () => ({ email: 'ada@example.org' }),
  'POST /api/password-reset/check': () => ({ token: noLink }),
  'POST /api/password-reset/complete': () => ({ token: noLink, password: 'una frase larga y rara' }),
  'POST /api/account/tokens': () => ({ name: 'Bot', scopes: ['read', 'write:chat'], days: 30 }),
  'PUT /api/admin/people/:id/role': () => ({ role: 'member' }),
  'PUT /api/admin/people/:id/mentor': () => ({ standing: 'none' }),
  'PUT /api/admin/people/:id/ban': () => ({ reason: 'spam' }),
  'PUT /api/admin/branding': () => ({ name: 'Tertulia', hue: 200 }),
  'PUT /api/admin/registration': () => ({ mode: 'open' }),
  'POST /api/admin/system/parked/retry': () => ({ listener: 'nobody', position: 1 }),
  'POST /api/admin/system/parked/skip': () => ({ listener: 'nobody', position: 1 }),
  'PUT /api/admin/room-creators': () => ({
    'study-group': 'members',
    direct: 'members',
    cohort: 'mentors',
    'mentor-session': 'mentors',
    competition: 'admins',
  }),
  'PATCH /api/profile': () => ({
    languages: ['es'],
    country: 'ES',
    skills: ['vela'],
    seeks: ['tripulación'],
    offers: ['barco'],
    links: [{ label: 'Mi página', url: 'https://example.org/' }],
    visibility: {
      about: 'all',
      languages: 'members',
      timeZone: 'rooms-in-common',
      country: 'me',
      skills: 'all',
      seeks: 'all',
      offers: 'all',
      links: 'all',
    },
    listed: true,
  }),
  'POST /api/rooms': () => ({
    kind: 'study-group',
    title: 'Una sala',
    about: 'algo',
    language: 'es',
    visibility: 'public',
    capacity: 20,
  }),
  'POST /api/rooms/direct': () => ({ personId: someId }),
  'POST /api/rooms/:id/invites': () => ({ role: 'learner', guests: false, expiresInHours: 24, maxUses: 3 }),
  'POST /api/invites/:code/accept': () => ({ as: 'spectator' }),
  'POST /api/invites/:code/guest': () => ({ name: 'De paso', language: 'es', as: 'spectator' }),
  'POST /api/notices/read': () => ({ noticeIds: [someId] }),
  'PUT /api/notices/preferences': () => ({
    kinds: { mention: { inbox: true, mail: true } },
    quiet: { from: '22:00', until: '08:00' },
  }),
  'PUT /api/notices/rooms/:roomId': () => ({ off: false }),
  'POST /api/demo/open-as': () => ({ personId: someId }),
  'POST /api/demo/life': () => ({ roomId: someId }),
};
export const queries: Readonly<Record<string, Input>> = {
  'GET /api/admin/audit': { deed: 'people.banned', by: someId, about: someId, after: someId },
  'GET /api/admin/audit.csv': { deed: 'people.banned', by: someId, about: someId },
  'GET /api/search': { q: 'ana from:me', group: 'messages', after: 'x', timeZone: 'Europe/Madrid' },
  'GET /api/admin/people': { q: 'ana', filter: 'all', after: someId },
  'GET /api/people': {
    q: 'ana',
    language: 'es',
    country: 'ES',
    skill: 'vela',
    seeks: 'algo',
    offers: 'algo',
    mentor: 'yes',
    near: 'yes',
    followed: 'yes',
    after: someId,
  },
  'GET /api/profile/preview': { as: 'member' },
  'GET /api/notices': { filter: 'all', before: someId },
  'GET /api/rooms': { scope: 'mine', kind: 'cohort', state: 'open', language: 'es', q: 'algo', after: 'x' },
  'GET /api/rooms/:id/members': { q: 'ana', after: someId, state: 'member' },
  'GET /api/rooms/:roomId/meetings': { before: '2026-11-22T10:00:00.000Z', limit: 10 },
  'GET /api/rooms/:roomId/files': { ids: `${someId},${someId}` },
  'GET /api/saved': { before: someId, limit: 10 },
  'GET /api/rooms/:roomId/messages': { before: 5, limit: 10 },
  'GET /api/rooms/:roomId/threads/:messageId': { before: 5, limit: 10 },
  'GET /api/rooms/:roomId/questions': { state: 'answered', before: 5 },
  'GET /api/rooms/:roomId/reports': { state: 'closed', before: someId },
  'GET /api/rooms/:roomId/decisions': { before: someId },
};
