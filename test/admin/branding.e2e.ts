import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import sharp from 'sharp';
import type { Branding } from '../../src/contract/branding.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import type { AuditPage } from '../../src/contract/audit.contract.js';
import { Branding as Brand } from '../../src/platform/branding/branding.js';
import { staticClient } from '../../src/platform/http/static-client.js';
import { mailTo } from '../mail/outbox.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

let hub: TestHub;
let ada: Person;
beforeAll(async () => {
  hub = await TestHub.boot();
  ada = await hub.person('Ada', { role: 'admin' });
});
afterAll(() => hub.close());

const form = (bytes: Uint8Array<ArrayBuffer>, type: string): FormData => {
  const made = new FormData();
  made.set('image', new Blob([bytes], { type }), 'logo');
  return made;
};
const picture = async (format: 'png' | 'gif' = 'png') =>
  new Uint8Array(
    await sharp({ create: { width: 80, height: 40, channels: 4, background: '#1f6e78' } })
      .withMetadata({ exif: { IFD0: { Copyright: 'secreto' } } })
      .toFormat(format)
      .toBuffer(),
  );
const setLogo = async (bytes: Uint8Array<ArrayBuffer>, type = 'image/png') =>
  ada.http.put<Branding & ErrorBody>('/api/admin/branding/logo', form(bytes, type));

describe('the look of the hub', () => {
  it('is as it comes until an admin says otherwise, and again when they take it back', async () => {
    const usual = { name: 'Tertulia', hue: null, logo: null };
    expect((await ada.http.get('/api/admin/branding')).body).toEqual(usual);
    const set = await ada.http.put('/api/admin/branding', { name: 'Aula <Norte> & "Sur"', hue: 210 });
    expect(set.body).toEqual({ name: 'Aula <Norte> & "Sur"', hue: 210, logo: null });
    expect((await hub.visitor().get<{ name: string }>('/api/hub')).body.name).toBe('Aula <Norte> & "Sur"');
    const { body } = await setLogo(await picture());
    expect(body).toMatchObject({ name: 'Aula <Norte> & "Sur"', hue: 210 });
    expect((await ada.http.delete('/api/admin/branding')).body).toEqual(usual);
    expect((await hub.visitor().get(body.logo ?? '')).status).toBe(404);
    const audit = await ada.http.get<AuditPage>('/api/admin/audit');
    expect(audit.body.entries.slice(0, 3).map(({ deed, details }) => [deed, details])).toEqual([
      ['settings.branding-restored', {}],
      ['settings.branding-set', { logo: true }],
      ['settings.branding-set', { name: 'Aula <Norte> & "Sur"', hue: 210 }],
    ]);
  });

  it('takes a logo as a square made anew, and refuses drawings, films and what is no picture', async () => {
    const { status, body } = await setLogo(await picture());
    expect([status, body.logo]).toEqual([200, expect.stringMatching(/^\/api\/hub\/logo\/[0-9a-f]{32}\.webp$/)]);
    const logo = await fetch(`${hub.url}${body.logo ?? ''}`);
    expect(logo.headers.get('content-type')).toBe('image/webp');
    const bytes = Buffer.from(await logo.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 512, height: 512, format: 'webp' });
    expect(bytes.includes('secreto')).toBe(false);
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const bad of [svg, await picture('gif'), new TextEncoder().encode('hola'), new Uint8Array()])
      expect((await setLogo(bad, 'image/png')).body.code).toBe('uploads/bad-image');
    expect((await ada.http.get<Branding>('/api/admin/branding')).body.logo).toBe(body.logo);
    const another = await setLogo(
      await sharp(await picture())
        .negate()
        .png()
        .toBuffer()
        .then((b) => new Uint8Array(b)),
    );
    expect(another.body.logo).not.toBe(body.logo);
    expect((await hub.visitor().get(body.logo ?? '')).status).toBe(404);
  });

  it('is in the mails that go out', async () => {
    await ada.http.put('/api/admin/branding', { name: 'Aula Norte', hue: 210 });
    const bea = await hub.person('Bea');
    const mail = await mailTo(hub.dataDir, bea.email, 'Confirma tu correo');
    expect(mail.text).toContain('Aula Norte');
    expect(mail.text).not.toContain('-- \nTertulia');
  });

  it('comes to the other nodes', async () => {
    const other = await TestHub.boot({ database: hub.database, dataDir: hub.dataDir });
    await ada.http.put('/api/admin/branding', { name: 'Aula Sur', hue: null });
    await waitFor('the other node to follow', () => other.app.get(Brand).now.name === 'Aula Sur', 60_000);
    await other.close();
  });
});

describe('the page as it was built', () => {
  let folder: string;
  let server: Server;
  let url: string;
  const look: { now: Branding } = { now: { name: 'Tertulia', hue: null, logo: null } };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tertulia-brand-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(
      join(folder, 'index.html'),
      `<!doctype html><html><head><title>Tertulia</title><meta name="application-name" content="Tertulia" />
<meta name="hub-logo" content="" /><link rel="icon" href="/mark.svg" type="image/svg+xml" /><link rel="apple-touch-icon" href="/icon-180.png" />
</head><body><a class="first-wordmark" href="/"><img src="/mark.svg" alt="" /><span>Tertulia</span></a></body></html>`,
    );
    writeFileSync(
      join(folder, 'manifest.webmanifest'),
      '{"name":"Tertulia","short_name":"Tertulia","icons":[],"lang":"es"}',
    );
    writeFileSync(join(folder, 'robots.txt'), 'User-agent: *');
    const app = express();
    app.use(staticClient(folder, look));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });
  const page = async (path: string): Promise<string> =>
    (await fetch(`${url}${path}`, { headers: { accept: 'text/html,*/*' } })).text();

  it('has the name, the logo and the hue in it before anything is painted, and nobody’s markup', async () => {
    look.now = { name: `A</title><script>x</script> $& "b"`, hue: 210, logo: '/api/hub/logo/x.webp' };
    for (const path of ['/', '/index.html', '/rooms/0190', '/sign-in']) {
      const html = await page(path);
      const called = 'A&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; $&amp; &quot;b&quot;';
      expect(html).toContain(`<title>${called}</title>`);
      expect(html).toContain(`<meta name="application-name" content="${called}"`);
      expect(html).toContain(`<span>${called}</span>`);
      expect(html).not.toContain('<script>');
      expect(html).not.toMatch(/mark\.svg|icon-180/);
      expect(html).toContain('<link rel="icon" href="/api/hub/logo/x.webp" type="image/webp" />');
      expect(html).toMatch(/<style>:root:root\{--terracotta-text:#[0-9a-f]{6};/);
    }
    const manifest = JSON.parse(await page('/manifest.webmanifest')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: look.now.name, short_name: look.now.name, lang: 'es' });
    expect(JSON.stringify(manifest['icons'])).toContain('/api/hub/logo/x.webp');
    expect(await page('/robots.txt')).toBe('User-agent: *');
    expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
  });

  it('is left alone where nothing was set', async () => {
    look.now = { name: 'Tertulia', hue: null, logo: null };
    expect(await page('/')).toContain('<title>Tertulia</title>');
    expect(await page('/')).not.toContain('<style>');
    expect(JSON.parse(await page('/manifest.webmanifest'))).toMatchObject({ name: 'Tertulia' });
  });
});
