import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../support/wait-for.js';
import { listens, type Server, stopping } from './compose-servers.js';
import { newFolder, root } from './hub-process.js';

export const nginxProgram = process.env['NGINX_PATH'] ?? 'nginx';
const CHOOSE = 'tertulia/choose-site.sh';

/** What stands on a test machine where the containers have their own addresses. */
export interface Places {
  readonly http: number;
  readonly https: number;
  readonly hub: number;
  readonly names: number;
}

interface Answer {
  status: number | null;
  said: string;
}

/**
 * The nginx of docker-compose.yml without its container: the files lie in one folder instead of /etc/nginx, and ports are
 * free ones of this machine. All else is what deploy/nginx says.
 */
export class NginxFolder {
  readonly #folder = newFolder();

  constructor(
    private readonly places: Places,
    pems: Readonly<Record<string, string>>,
  ) {
    cpSync(join(root, 'deploy/nginx'), this.path('tertulia'), { recursive: true });
    for (const name of ['conf.d', 'ssl', 'temp']) mkdirSync(this.path(name));
    for (const [name, text] of Object.entries(pems)) writeFileSync(this.path(`ssl/${name}`), text);
    for (const name of readdirSync(this.path('tertulia'))) {
      const path = this.path(`tertulia/${name}`);
      if (statSync(path).isFile()) this.change(path, ['/etc/nginx/', `${this.#folder}/`]);
    }
    this.change(this.path(CHOOSE), ['/etc/resolv.conf', this.path('resolv.conf')]);
    this.change(this.path('tertulia/hub.conf'), ['hub:3000', `hub:${places.hub}`]);
    writeFileSync(this.path('resolv.conf'), 'search example.org\nnameserver 127.0.0.1\nnameserver 192.0.2.1\n');
    writeFileSync(this.path('nginx.conf'), this.main());
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** What the container does before its nginx. */
  chooseSite(publicUrl: string): Answer {
    const { status, stdout, stderr } = spawnSync(this.path(CHOOSE), {
      env: { PATH: process.env['PATH'], PUBLIC_URL: publicUrl },
      encoding: 'utf8',
    });
    if (status === 0) this.moveHere();
    return { status, said: `${stdout}${stderr}` };
  }

  /** `nginx -t`. */
  check(): Answer {
    const { status, stderr } = spawnSync(nginxProgram, [...this.arguments(), '-t'], { encoding: 'utf8' });
    return { status, said: stderr };
  }

  async start(): Promise<Server> {
    const child = spawn(nginxProgram, [...this.arguments(), '-g', 'daemon off;'], { stdio: 'ignore' });
    child.on('error', () => undefined); // Seen below: nothing listens.
    const stop = stopping(child, 'SIGTERM');
    try {
      await waitFor('nginx', () => listens(this.places.http), 5_000);
    } catch (error) {
      await stop();
      throw new Error(`nginx did not start: ${this.errors()}`, { cause: error });
    }
    return { port: this.places.http, stop };
  }

  errors(): string {
    return existsSync(this.path('error.log')) ? this.read('error.log') : '';
  }

  private path(name: string): string {
    return join(this.#folder, name);
  }

  private change(path: string, ...changes: [string | RegExp, string][]): void {
    const { mode } = statSync(path);
    writeFileSync(
      path,
      changes.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(path, 'utf8')),
    );
    chmodSync(path, mode);
  }

  private moveHere(): void {
    const { http, https, names } = this.places;
    this.change(
      this.path('conf.d/default.conf'),
      [/listen 80\b/g, `listen 127.0.0.1:${http}`],
      [/listen 443\b/g, `listen 127.0.0.1:${https}`],
      [/listen \[::\]:80\b/g, `listen [::1]:${http}`],
      [/listen \[::\]:443\b/g, `listen [::1]:${https}`],
      // Before 1.25.1 nginx says it in another place, and Debian 12 has such a one.
      ...(older()
        ? ([
            [/^ *http2 on;\n/gm, ''],
            [/ ssl;/g, ' ssl http2;'],
          ] satisfies [RegExp, string][])
        : []),
    );
    this.change(this.path('conf.d/resolver.conf'), ['127.0.0.1', `127.0.0.1:${names}`]);
  }

  private arguments(): string[] {
    return ['-p', this.#folder, '-e', this.path('error.log'), '-c', this.path('nginx.conf')];
  }

  // The image's own, with its temporary files where any user may write.
  private main(): string {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    return `
worker_processes 1;
pid ${this.path('nginx.pid')};
events { worker_connections 1024; }
http {
  types { text/html html; application/json json; }
  default_type application/octet-stream;
  ${temporary.map((name) => `${name}_temp_path ${this.path(`temp/${name}`)};`).join(' ')}
  access_log ${this.path('access.log')};
  sendfile on;
  keepalive_timeout 65;
  include ${this.path('conf.d')}/*.conf;
}
`;
  }
}

function older(): boolean {
  const [, major = 0, minor = 0, patch = 0] =
    /nginx\/(\d+)\.(\d+)\.(\d+)/.exec(spawnSync(nginxProgram, ['-v'], { encoding: 'utf8' }).stderr)?.map(Number) ?? [];
  return major * 1e6 + minor * 1e3 + patch < 1_025_001;
}
