import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { z } from 'zod';
import { settingNames, loadConfig } from '../../src/platform/config/config.js';
import { ComposeFile, dockerfile } from './compose-file.js';
import { root } from './hub-process.js';

const compose = new ComposeFile();
const secrets = { POSTGRES_PASSWORD: 'secret', MEILI_KEY: 'sixteen-letters-or-more' };
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  engines: { node: string };
  optionalDependencies: Record<string, string>;
};

describe('docker-compose.yml', () => {
  it('takes from .env only what is explained', () => {
    const names = compose.variables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['PUBLIC_URL', 'POSTGRES_PASSWORD', 'MEILI_KEY', 'REGISTRATION']));
    for (const name of names) expect([...settingNames, ...(compose.head.match(/[A-Z_]{4,}/g) ?? [])]).toContain(name);
  });

  it('says in words which secret is missing', () => {
    const required = compose.variables.filter(({ required }) => required !== undefined);
    expect([...new Set(required.map(({ name }) => name))]).toEqual(['POSTGRES_PASSWORD', 'MEILI_KEY']);
    for (const { name, required: sentence } of required) {
      expect(sentence).toMatch(new RegExp(`^set ${name} in \\.env`));
      expect(() => compose.environmentOf('hub', { ...secrets, [name]: '' })).toThrow(
        `required variable ${name} is missing a value: ${sentence}`,
      );
    }
  });

  it('gives the hub every setting there is, except what nginx does in its place', () => {
    const given = Object.keys(compose.service('hub').environment);
    expect(given.filter((name) => !settingNames.includes(name))).toEqual([]);
    expect(settingNames.filter((name) => !given.includes(name))).toEqual(['TLS_CERT', 'TLS_KEY']);
  });

  it('gives it values that it takes, with nothing but the secrets and with everything set', () => {
    expect(loadConfig(compose.environmentOf('hub', secrets))).toMatchObject({
      publicUrl: 'http://localhost',
      trustProxy: 1,
      secure: false,
      demoEnabled: false,
      registration: 'open',
      databasePool: 12,
      metricsToken: undefined,
      databaseUrl: 'postgresql://tertulia:secret@postgres:5432/tertulia',
    });
    const all = {
      PUBLIC_URL: 'https://hub.example.org',
      DEMO: 'on',
      METRICS_TOKEN: 'sixteen letters.',
      LOG_LEVEL: 'warn',
    };
    expect(loadConfig(compose.environmentOf('hub', { ...secrets, ...all }))).toMatchObject({
      publicUrl: 'https://hub.example.org',
      secure: true,
      demoEnabled: true,
      metricsToken: 'sixteen letters.',
      logLevel: 'warn',
    });
  });

  it('names its own services, on the ports they have', () => {
    const addresses = Object.values(compose.environmentOf('hub', secrets)).filter((value) => URL.canParse(value));
    const hosts = addresses.map((address) => new URL(address).host).filter((host) => host !== 'localhost');
    expect(hosts).toEqual(['postgres:5432', 'redis:6379', 'meilisearch:7700']);
    for (const host of hosts) expect(Object.keys(compose.services)).toContain(host.split(':')[0]);
    expect(compose.environmentOf('hub', secrets)['PORT']).toBe(
      /set \$hub hub:(\d+);/.exec(readFileSync(join(root, 'deploy/nginx/hub.conf'), 'utf8'))?.[1],
    );
  });

  it('gives both ends the same secret', () => {
    expect(compose.environmentOf('postgres', secrets)['POSTGRES_PASSWORD']).toBe(secrets.POSTGRES_PASSWORD);
    expect(compose.environmentOf('meilisearch', secrets)['MEILI_MASTER_KEY']).toBe(secrets.MEILI_KEY);
    const { username, pathname } = new URL(compose.environmentOf('hub', secrets)['DATABASE_URL'] ?? '');
    expect(compose.environmentOf('postgres', secrets)).toMatchObject({
      POSTGRES_USER: username,
      POSTGRES_DB: pathname.slice(1),
    });
  });

  it('waits only for services that tell their health', () => {
    const awaited = Object.values(compose.services).flatMap(({ depends_on }) => Object.keys(depends_on));
    expect([...new Set(awaited)].toSorted()).toEqual(['hub', 'meilisearch', 'postgres', 'redis']);
    for (const name of awaited) {
      const { healthcheck, build } = compose.service(name);
      const ofImage = build !== undefined && dockerfile().some(({ instruction }) => instruction === 'HEALTHCHECK');
      expect([name, healthcheck !== undefined || ofImage]).toEqual([name, true]);
    }
  });

  it('mounts what exists', () => {
    for (const { volumes } of Object.values(compose.services))
      for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
        if (source.startsWith('.')) expect([source, existsSync(join(root, source))]).toEqual([source, true]);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
    // The image of nginx passes over a script that may not be run.
    expect(statSync(join(root, 'deploy/nginx/choose-site.sh')).mode & 0o111).toBe(0o111);
  });

  it('brings the worker, and opens a port for each one that is started', async () => {
    const { STAGE_PORT, STAGE_WORKERS, MEDIASOUP_WORKER_BIN } = compose.environmentOf('hub', secrets);
    const last = Number(STAGE_PORT) + Number(STAGE_WORKERS) - 1;
    const ports = `${STAGE_PORT}-${last}`;
    expect(compose.service('hub').ports).toEqual([`${ports}:${ports}/udp`, `${ports}:${ports}/tcp`]);
    const lines = dockerfile().map(({ instruction, rest }) => `${instruction} ${rest}`);
    expect(lines).toContain(`COPY --from=worker /worker/mediasoup-worker ${MEDIASOUP_WORKER_BIN}`);
    const lacking: unknown = await import(join(root, 'scripts/mediasoup-worker/lacking.mjs'));
    const { packages } = z.object({ packages: z.array(z.string()) }).parse(lacking);
    const installed = lines.find((line) => line.includes('g++')) ?? '';
    for (const name of packages) expect(installed.split(' ')).toContain(name);
  });

  it('lets the hub end in its own time, and keeps its data', () => {
    expect(compose.service('hub')).toMatchObject({ stop_grace_period: '60s', volumes: ['hub-data:/data'] });
    expect(compose.environmentOf('hub', secrets)['DATA_DIR']).toBe('/data');
    expect(dockerfile()).toContainEqual({ instruction: 'VOLUME', rest: '/data' });
  });
});

describe('deploy/Dockerfile', () => {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
  const isIgnored = (path: string) =>
    ignored.some((pattern) => path === pattern || path.startsWith(`${pattern}/`) || matchesGlob(path, pattern));
  const ownSources = dockerfile()
    .filter(({ instruction, rest }) => instruction === 'COPY' && !rest.startsWith('--from'))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
  const stages = dockerfile().filter(({ instruction }) => instruction === 'FROM');

  it('is the one that docker-compose.yml builds, from the folder it expects', () => {
    expect(compose.service('hub').build).toEqual({ context: '.', dockerfile: 'deploy/Dockerfile' });
  });

  it('copies what exists and is not left out', () => {
    const packages = ['package.json', 'package-lock.json', '.npmrc'];
    expect(ownSources).toEqual([...packages, '.', ...packages, 'scripts/mediasoup-worker']);
    for (const path of ownSources)
      expect([path, existsSync(join(root, path)), isIgnored(path)]).toEqual([path, true, false]);
    for (const path of ['src', 'client', 'migrations', 'scripts/build.mjs', '.swcrc', 'tsconfig.json'])
      expect([path, existsSync(join(root, path)), isIgnored(path)]).toEqual([path, true, false]);
  });

  it('never takes secrets, data or what was built elsewhere along', () => {
    for (const path of ['.env', 'data', '.git', 'dist', 'node_modules', 'deploy/ssl/privkey.pem'])
      expect([path, isIgnored(path)]).toEqual([path, true]);
  });

  it('stands on the Node that is pinned', () => {
    const pinned = Object.entries(packageJson.optionalDependencies).find(([name]) =>
      name.startsWith('node-linux'),
    )?.[1];
    const bases = stages.map(({ rest }) => /^node:(\d+)-bookworm-slim/.exec(rest)?.[1]);
    expect(bases).toEqual(Array.from({ length: 3 }, () => pinned?.split('.')[0]));
    const [, oldest] = /^>=(\d+)/.exec(packageJson.engines.node) ?? [];
    expect(Number(bases[0])).toBeGreaterThanOrEqual(Number(oldest));
  });

  it('runs as an ordinary user who owns the data', () => {
    const kept = dockerfile().slice(dockerfile().findLastIndex(({ instruction }) => instruction === 'FROM'));
    const user = kept.find(({ instruction }) => instruction === 'USER')?.rest ?? 'root';
    expect(user).toBe('tertulia');
    expect(kept.find(({ instruction }) => instruction === 'RUN')?.rest).toContain(`chown ${user}:${user} /data`);
  });
});
