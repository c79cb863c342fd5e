import { readFileSync } from 'node:fs';
import { HUB, type Actor } from '../../platform/actor/actor.js';
import { mayBan, mayOnPlatform, platformVerbs, requireOnPlatform, type PlatformVerb } from './accounts.policy.js';

const actor = (more: Partial<Actor>): Actor => ({
  ...HUB,
  accountId: '018f0000-0000-7000-8000-000000000001',
  sessionId: '018f0000-0000-7000-8000-000000000002',
  kind: 'person',
  role: 'member',
  ...more,
});
const who: Record<string, Actor | undefined> = {
  visitor: undefined,
  guest: actor({ kind: 'guest' }),
  member: actor({}),
  staff: actor({ role: 'staff' }),
  admin: actor({ role: 'admin' }),
};

/** Rows of the table "On the platform", verb → column → cell. */
function documented(): Map<string, Map<string, string>> {
  const page = readFileSync('docs/permissions.md', 'utf8');
  const section = page.slice(page.indexOf('## On the platform')).split(/\n## /)[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|') && !line.includes('---'));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const [head = [], ...body] = cells;
  return new Map(
    body.map(([verb = '', ...values]) => [verb, new Map(values.map((value, i) => [head[i + 1] ?? '', value]))]),
  );
}

describe('the policy and docs/permissions.md', () => {
  const page = documented();

  it('know the same verbs of accounts', () => {
    // What administration decides about the hub itself has a policy of its own.
    const ours = [...page.keys()].filter(
      (verb) => /^(hub|account|people|mail)\./.test(verb) && !/^hub\.(administer|see-services)$/.test(verb),
    );
    expect(Object.keys(platformVerbs).sort()).toEqual(ours.sort());
  });

  it.each(Object.keys(platformVerbs) as PlatformVerb[])('agree about %s', (verb) => {
    for (const [column, cell] of page.get(verb) ?? [])
      expect({ column, may: mayOnPlatform(who[column], verb) }).toEqual({ column, may: cell === 'yes' });
  });

  it('a bot has no rights on the platform, the hub itself all', () => {
    expect(mayOnPlatform(actor({ kind: 'bot', role: 'admin' }), 'account.read-own')).toBe(false);
    expect(mayOnPlatform(HUB, 'people.administer')).toBe(true);
  });

  it('a refusal says what would help', () => {
    expect(() => requireOnPlatform(undefined, 'account.read-own')).toThrow(
      expect.objectContaining({ code: 'not-signed-in' }),
    );
    expect(() => requireOnPlatform(who['guest'], 'account.request-mentor')).toThrow(
      expect.objectContaining({ code: 'accounts/not-for-guests' }),
    );
    expect(() => requireOnPlatform(who['member'], 'people.list')).toThrow(
      expect.objectContaining({ code: 'not-allowed' }),
    );
  });
});

describe('who bans whom', () => {
  const other = { id: '018f0000-0000-7000-8000-0000000000ff', kind: 'person' as const };
  it.each([
    ['member', 'member', false],
    ['guest', 'member', false],
    ['staff', 'member', true],
    ['staff', 'staff', false],
    ['staff', 'admin', false],
    ['admin', 'member', true],
    ['admin', 'staff', true],
    ['admin', 'admin', true],
  ] as const)('%s bans %s: %s', (by, role, may) => {
    const banning = who[by] ?? actor({});
    expect(mayBan(banning, { ...other, role })).toBe(may);
  });

  it('nobody bans themself or a bot', () => {
    const admin = actor({ role: 'admin' });
    expect(mayBan(admin, { ...other, id: admin.accountId, role: 'admin' })).toBe(false);
    expect(mayBan(admin, { ...other, kind: 'bot', role: 'member' })).toBe(false);
  });
});
