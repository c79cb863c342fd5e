import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type HubInfo, type Session } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import { SetupCode } from '../../src/features/accounts/setup-code.js';
import { TestHub } from '../support/hub.js';
import { registrationForm as form } from './registration-form.js';

describe('the first admin', () => {
  let hub: TestHub;
  let codes: SetupCode;
  beforeAll(async () => {
    hub = await TestHub.boot({ env: { REGISTRATION: 'closed' } });
    codes = hub.app.get(SetupCode);
  });
  afterAll(() => hub.close());

  it('is whoever knows the code of this start', async () => {
    const before = (await codes.setupCode()) ?? '';
    const code = (await codes.setupCode()) ?? '';
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const file = join(hub.dataDir, 'setup-code');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(code);

    const setUp = (text: string, more = {}) =>
      hub.visitor().post<Session & ErrorBody>('/api/setup', { ...form(more), code: text });
    expect((await setUp(before)).body.code).toBe('accounts/wrong-setup-code');
    expect((await setUp(code, { password: 'contraseña123' })).body.code).toBe('accounts/weak-password');
    const both = await Promise.all([setUp(code.toLowerCase().replaceAll('-', ' ')), setUp(code)]);
    const first = both.find(({ status }) => status === 201);
    const second = both.find(({ status }) => status !== 201);
    expect(first?.body.account).toMatchObject({ role: 'admin', kind: 'person' });
    expect(['accounts/setup-done', 'accounts/wrong-setup-code']).toContain(second?.body.code);

    expect(existsSync(file)).toBe(false);
    expect((await setUp(code)).body.code).toBe('accounts/setup-done');
    expect((await hub.visitor().get<HubInfo>('/api/hub')).body.needsAdmin).toBe(false);
    expect(await codes.setupCode()).toBeNull();
  });

  it('the code cannot be tried out', async () => {
    const other = await TestHub.boot();
    try {
      await other.app.get(SetupCode).setupCode();
      const tries = [];
      for (let i = 0; i < 11; i += 1)
        tries.push(
          (await other.visitor().post<ErrorBody>('/api/setup', { ...form(), code: `AAAA-AAAA-AA${i}` })).body.code,
        );
      expect(tries.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'accounts/wrong-setup-code'));
      expect(tries[10]).toBe('too-fast');
    } finally {
      await other.close();
    }
  });
});
