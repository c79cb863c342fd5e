import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { request as askHttp, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as askHttps } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { redisFound } from '../realtime/redis-server.js';
import { certificate, key } from './certificate.js';
import { commandOf, ComposeFile } from './compose-file.js';
import { layImage } from './compose-image.js';
import { NginxFolder, nginxProgram, type Places } from './compose-nginx.js';
import { freePorts, Names, type Server, startPostgres, startRedis } from './compose-servers.js';
import { buildServer, cleanUp, type HubProcess, newFolder, reachableBy, startHub } from './hub-process.js';

const USER_OF_THE_IMAGE = 10_001;
const FIRST_ADDRESS = '127.0.0.1';
export const pems = { 'fullchain.pem': certificate, 'privkey.pem': key };
/** Its programs are there. `npm test` sees to that; a suite that is run by hand may lack them. */
export const composable = redisFound && spawnSync(nginxProgram, ['-v'], { stdio: 'ignore' }).status === 0;

/** What `docker compose up` starts, as processes of this machine: all but the search engine, which the hub does not use yet. */
export class ComposeUp {
  readonly #names = new Names('hub');
  readonly #servers: Server[] = [];
  readonly #trusted = getCACertificates();
  readonly #as = process.getuid?.() === 0 && reachableBy(USER_OF_THE_IMAGE) ? { uid: USER_OF_THE_IMAGE } : {};
  readonly #image: string;
  #hub: HubProcess | undefined;

  private constructor(
    readonly places: Places,
    readonly environment: Readonly<Record<string, string>>,
    readonly site: NginxFolder,
  ) {
    buildServer();
    this.#image = layImage();
  }

  /** With a certificate, and with these values in ".env". */
  static async start(values: Readonly<Record<string, string>>): Promise<ComposeUp> {
    const [http = 0, https = 0, hub = 0, postgres = 0, redis = 0, names = 0] = await freePorts(6);
    const places = { http, https, hub, names };
    const file = new ComposeFile();
    const written = file.environmentOf('hub', { ...values, PUBLIC_URL: `https://localhost:${https}` });
    const here = Object.entries({ ...written, PORT: String(hub), DATA_DIR: newFolder() }).map(([name, value]) => [
      name,
      value.replace('@postgres:5432/', `@127.0.0.1:${postgres}/`).replace('//redis:6379', `//127.0.0.1:${redis}`),
    ]);
    const up = new ComposeUp(places, Object.fromEntries(here), new NginxFolder(places, pems));
    const password = file.environmentOf('postgres', values)['POSTGRES_PASSWORD'] ?? '';
    const { command = [] } = file.service('postgres');
    try {
      up.#servers.push(await startPostgres(postgres, password, command));
      up.#servers.push(await startRedis(redis, file.service('redis').command ?? []));
      await up.begin();
    } catch (error) {
      await up.down();
      throw error;
    }
    return up;
  }

  get url(): string {
    return `https://localhost:${this.places.https}`;
  }

  private async begin(): Promise<void> {
    await this.#names.listen(this.places.names);
    setDefaultCACertificates([...this.#trusted, certificate]);
    const { uid } = this.#as;
    if (uid !== undefined) chownSync(this.environment['DATA_DIR'] ?? '', uid, uid);
    this.site.chooseSite(this.url);
    this.#servers.push(await this.site.start());
    await this.startHub(FIRST_ADDRESS);
  }

  /** As its container: the environment of docker-compose.yml, the command and the user of the image. */
  async startHub(address: string): Promise<void> {
    const command = commandOf('CMD').slice(1);
    const environment = { NODE_ENV: 'production', ...this.environment, HOST: address };
    this.#hub = startHub(environment, { cwd: this.#image, command, ...this.#as });
    await this.#hub.ready;
    this.#names.set(address);
  }

  /** As `docker compose stop hub`: nobody has its name then. */
  async stopHub(): Promise<number | NodeJS.Signals | undefined> {
    this.#hub?.kill('SIGTERM');
    const code = await this.#hub?.exited;
    this.#names.set(undefined);
    return code;
  }

  async down(): Promise<void> {
    await this.stopHub();
    for (const server of this.#servers.toReversed()) await server.stop();
    await this.#names.close();
    setDefaultCACertificates(this.#trusted);
    await cleanUp();
  }
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** One request on a line of its own. A body whose length is only announced is never sent. */
export function ask(url: string, { body, ...options }: RequestOptions & { body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? askHttps : askHttp;
    const outgoing = send(url, { agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        outgoing.destroy();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    }).on('error', reject);
    if (options.headers !== undefined && 'content-length' in options.headers) outgoing.flushHeaders();
    else outgoing.end(body);
  });
}
