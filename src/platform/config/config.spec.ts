import { readFileSync } from 'node:fs';
import { Config, ConfigError, loadConfig, settingNames } from './config.js';

describe('loadConfig', () => {
  it('needs nothing', () => {
    const config = loadConfig({});
    expect(config).toBeInstanceOf(Config);
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      registration: 'open',
      trustProxy: 0,
      allowedOrigins: [],
      logLevel: 'info',
    });
    expect(config).toMatchObject({ loopback: true, demoEnabled: true, secure: false });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty value as not set', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '  ', REGISTRATION: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it('reads lists, origins and proxies', () => {
    const config = loadConfig({
      ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080/',
      PUBLIC_URL: 'https://Hub.example.org/',
      TRUST_PROXY: '10.0.0.0/8, loopback',
    });
    expect(config.allowedOrigins).toEqual(['https://a.example', 'http://b.example:8080']);
    expect(config.publicUrl).toBe('https://hub.example.org');
    expect(config.trustProxy).toEqual(['10.0.0.0/8', 'loopback']);
    expect(loadConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
  });

  it.each([
    [{}, true],
    [{ HOST: '0.0.0.0' }, false],
    [{ PUBLIC_URL: 'https://hub.example.org' }, false],
    [{ HOST: '0.0.0.0', DEMO: 'on' }, true],
    [{ DEMO: 'off' }, false],
    [{ HOST: 'localhost' }, true],
  ])('shows demo content only where nobody else comes, or where asked: %j', (env, expected) => {
    expect(loadConfig(env).demoEnabled).toBe(expected);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'two words'],
    ['PUBLIC_URL', 'https://hub.example.org/path'],
    ['PUBLIC_URL', 'ftp://hub.example.org'],
    ['ALLOWED_ORIGINS', 'https://good.example,nonsense'],
    ['TRUST_PROXY', 'everybody'],
    ['DATABASE_URL', 'mysql://somewhere'],
    ['DATABASE_POOL', '2'],
    ['REDIS_URL', 'localhost:6379'],
    ['SMTP_URL', 'mail.example.org'],
    ['MAIL_FROM', 'nobody'],
    ['REQUIRE_VERIFIED_MAIL', 'perhaps'],
    ['REGISTRATION', 'yes'],
    ['DEMO', 'maybe'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s with one sentence that names it', (name, value) => {
    const load = () => loadConfig({ [name]: value });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(new RegExp(`^${name} must be [^\\n]+\\.$`));
  });

  it('keeps its settings when it gets a database', () => {
    const config = loadConfig({ PORT: '4000' }).with({ databaseUrl: 'postgresql://x/y' });
    expect(config).toMatchObject({ port: 4000, databaseUrl: 'postgresql://x/y' });
  });

  it('writes the password of the database into its address, whatever signs it holds', () => {
    const password = `p@ss/w#rd:%2f?ñ '"$\\`;
    const { databaseUrl } = loadConfig({
      DATABASE_URL: 'postgresql://ana:old@db.example:5432/hub?sslmode=require',
      DATABASE_PASSWORD: password,
    });
    const url = new URL(databaseUrl ?? '');
    expect(decodeURIComponent(url.password)).toBe(password);
    expect([url.username, url.host, url.pathname, url.search]).toEqual([
      'ana',
      'db.example:5432',
      '/hub',
      '?sslmode=require',
    ]);
    expect(() => loadConfig({ DATABASE_PASSWORD: password })).toThrow(/^DATABASE_PASSWORD belongs to DATABASE_URL/);
  });

  it('knows where mail goes: nowhere but the outbox, or to a server with an address to come from', () => {
    expect(loadConfig({})).toMatchObject({ smtpUrl: undefined, requireVerifiedMail: false });
    const server = {
      SMTP_URL: 'smtps://ana@mail.example',
      SMTP_PASSWORD: 'a@b/ñ',
      MAIL_FROM: 'Mi Tertulia <t@example.org>',
    };
    const config = loadConfig(server);
    expect(decodeURIComponent(new URL(config.smtpUrl ?? '').password)).toBe('a@b/ñ');
    expect(config.mailFrom).toBe('Mi Tertulia <t@example.org>');
    expect(() => loadConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow(/^SMTP_URL needs MAIL_FROM/);
    expect(() => loadConfig({ SMTP_PASSWORD: 'x' })).toThrow(/^SMTP_PASSWORD belongs to SMTP_URL/);
    expect(() => loadConfig({ MAIL_FROM: 'a@b.example\nBcc: c@d.example' })).toThrow(/^MAIL_FROM must be/);
  });

  it('has every setting in .env.example, and nothing else', () => {
    const documented = readFileSync('.env.example', 'utf8')
      .match(/^# ([A-Z0-9_]+)=/gm)
      ?.map((line) => line.slice(2, -1));
    expect(documented?.toSorted()).toEqual([...settingNames].toSorted());
  });
});
