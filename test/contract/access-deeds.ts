import { randomUUID } from 'node:crypto';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { mailTo, tokenIn } from '../mail/outbox.js';
import type { TestHub } from '../support/hub.js';
import { PASSWORD } from './cast.js';
import type { Circumstances, PlatformDeed } from './platform-deeds.js';
import { outcomeOf } from './deeds.js';

type Of<T> = (at: Circumstances) => T | Promise<T>;
const NOTHING = '018f0000-0000-7000-8000-0000000000aa';

/** One request whose path and body are found out first. */
const access = (operation: string, verb: string, path: Of<string>, body?: Of<unknown>): PlatformDeed => ({
  operation,
  verb,
  run: async (at) => {
    const [method = ''] = operation.split(' ');
    return outcomeOf(at.http.send(method, await path(at), await body?.(at)));
  },
});
const plain = (operation: string, verb: string, body?: Of<unknown>): PlatformDeed =>
  access(operation, verb, () => operation.split(' ')[1] ?? '', body);

/** The other one's link, as it stands in their mail. */
async function linkOf({ other, dataDir }: Circumstances, what: 'verify' | 'reset'): Promise<string> {
  if (what === 'verify') await other.http.post('/api/account/verification');
  else await other.http.post('/api/password-reset', { email: other.email });
  const subject = what === 'verify' ? 'Confirma tu correo' : 'Elige una contraseña nueva';
  return tokenIn(await mailTo(dataDir, other.email, subject));
}
const firstOf = async ({ me }: Circumstances, path: string, list: string): Promise<string> => {
  const answer = await me?.http.get<Record<string, { id: string }[]>>(path);
  return `${path}/${answer?.body[list]?.[0]?.id ?? NOTHING}`;
};
const token = () => ({ name: 'Bot', scopes: ['read'], days: 30 });

/** Addresses, passwords, devices, tokens and mail. */
export const accessDeeds: readonly PlatformDeed[] = [
  access('DELETE /api/account/devices/:id', 'account.sign-out-device', (at) =>
    firstOf(at, '/api/account/devices', 'devices'),
  ),
  plain('DELETE /api/account/devices', 'account.sign-out-device'),
  plain('POST /api/account/verification', 'account.send-verification'),
  plain('PUT /api/account/email', 'account.change-email', () => ({
    email: `${randomUUID()}@example.org`,
    password: PASSWORD,
  })),
  plain('POST /api/verify-email', 'account.verify-email', async (at) => ({ token: await linkOf(at, 'verify') })),
  plain('POST /api/password-reset', 'account.reset-password', ({ other }) => ({ email: other.email })),
  plain('POST /api/password-reset/check', 'account.reset-password', async (at) => ({
    token: await linkOf(at, 'reset'),
  })),
  plain('POST /api/password-reset/complete', 'account.reset-password', async (at) => ({
    token: await linkOf(at, 'reset'),
    password: `${PASSWORD} y otra`,
  })),
  plain('POST /api/account/export', 'account.export', () => ({ password: PASSWORD })),
  access('GET /api/exports/:ticket', 'account.open-export', async ({ other }) => {
    const asked = await other.http.post<{ path: string }>('/api/account/export', { password: PASSWORD });
    return asked.body.path;
  }),
  access('GET /api/room-copies/:ticket', 'rooms.open-export', async ({ other }) => {
    const room = await other.http.post<RoomCard>('/api/rooms', { kind: 'study-group', title: 'Para llevar' });
    return (await other.http.post<{ path: string }>(`/api/rooms/${room.body.room.id}/copies`)).body.path;
  }),
  plain('POST /api/account/deletion', 'account.delete', () => ({ password: PASSWORD, texts: 'keep' })),
  plain('GET /api/account/tokens', 'account.manage-tokens'),
  plain('POST /api/account/tokens', 'account.manage-tokens', token),
  access('DELETE /api/account/tokens/:id', 'account.manage-tokens', async (at) => {
    await at.me?.http.post('/api/account/tokens', token());
    return firstOf(at, '/api/account/tokens', 'tokens');
  }),
  plain('GET /api/admin/mail', 'mail.administer'),
  plain('POST /api/admin/mail/test', 'mail.administer'),
  access(
    'POST /api/admin/mail/dead/:id/retry',
    'mail.administer',
    ({ deadLetter }) => `/api/admin/mail/dead/${deadLetter}/retry`,
  ),
  access(
    'DELETE /api/admin/mail/dead/:id',
    'mail.administer',
    ({ deadLetter }) => `/api/admin/mail/dead/${deadLetter}`,
  ),
];

/** A mail that was given up, of which nobody else knows. */
export async function deadLetterOf(hub: TestHub): Promise<string> {
  const id = randomUUID();
  await hub.sql.query(
    `insert into dead_letters (id, kind, data, reason, at)
     values ($1, 'accounts.reset', '{"email":"nobody@example.org"}', 'mail/refused', now())`,
    [id],
  );
  return id;
}
