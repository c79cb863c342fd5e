import type { Session } from '../../src/contract/accounts.contract.js';
import { run } from '../../src/cli/create-admin.js';
import { TestHub } from '../support/hub.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.boot({ env: { REGISTRATION: 'closed' } });
});
afterAll(() => hub.close());

describe('create-admin', () => {
  it('makes an account whose password is printed once, and works', async () => {
    const printed = await run(['Ana.Admin@Example.org', '--name', 'Ana Admin'], hub.app);
    const password = /^Password: (\S{20})$/m.exec(printed)?.[1];
    const { status, body } = await hub
      .visitor()
      .post<Session>('/api/session', { email: 'ana.admin@example.org', password });
    expect(status).toBe(200);
    expect(body.account).toMatchObject({ name: 'Ana Admin', role: 'admin', kind: 'person' });
  });

  it('gives the role to who has an account already', async () => {
    await hub.sql.query(`update accounts set role = 'member' where email = 'ana.admin@example.org'`);
    const printed = await run(['ana.admin@example.org'], hub.app);
    expect(printed).not.toContain('Password:');
    const [row] = await hub.sql.query<{ role: string }>(
      `select role from accounts where email = 'ana.admin@example.org'`,
    );
    expect(row?.role).toBe('admin');
  });

  it('says in one sentence what is missing', async () => {
    await expect(run([], hub.app)).rejects.toThrow('Which mail?');
    await expect(run(['nobody'], hub.app)).rejects.toThrow('Which mail?');
    await expect(run(['a@example.org', '--shout'], hub.app)).rejects.toThrow('--shout');
    await expect(run(['a@example.org', '--name', ''], hub.app)).rejects.toThrow('The name needs');
  });
});
