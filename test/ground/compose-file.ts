import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './hub-process.js';

const service = z.strictObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.string().optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  command: z.array(z.string()).optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).default({}),
  healthcheck: z
    .strictObject({ test: z.array(z.string()), interval: z.string(), timeout: z.string(), retries: z.number() })
    .optional(),
});
export type Service = z.infer<typeof service>;

const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

/** As much of Docker Compose as this file needs: what it says, and what becomes of it with the values of somebody's ".env". */
export class ComposeFile {
  readonly text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  readonly #content = composeFile.parse(parse(this.text));
  readonly services = this.#content.services;
  readonly volumes = this.#content.volumes;

  service(name: string): Service {
    const found = this.services[name];
    if (found === undefined) throw new Error(`There is no service ${name}.`);
    return found;
  }

  /** The sentences above the first line that says something. */
  get head(): string {
    return this.text.slice(0, this.text.indexOf('\nname:'));
  }

  /** Every `${…}`: its name, and the sentence for whoever leaves it out where it is required. */
  get variables(): { name: string; required: string | undefined }[] {
    return [...this.text.matchAll(VARIABLE)].map(([, name = '', sign, rest]) => ({
      name,
      required: sign === ':?' ? rest : undefined,
    }));
  }

  /** What a service finds in its environment. Throws, as Compose does, where a required value is missing. */
  environmentOf(name: string, values: Readonly<Record<string, string>>): Record<string, string> {
    const environment = Object.entries(this.service(name).environment);
    return Object.fromEntries(environment.map(([key, value]) => [key, fill(String(value), values)]));
  }
}

const VARIABLE = /\$\{(\w+)(?:(:-|:\?)([^}]*))?\}/g;

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (_, name: string, sign: string | undefined, rest: string | undefined) => {
    const value = values[name];
    if (value) return value;
    if (sign === ':?') throw new Error(`required variable ${name} is missing a value: ${rest}`);
    return rest ?? '';
  });
}

/** The instructions of the Dockerfile, one after another: its words, with continued lines joined. */
export function dockerfile(): { instruction: string; rest: string }[] {
  const text = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8');
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line) && line.trim() !== '')
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => {
      const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
      return { instruction, rest };
    });
}

/** The words of a CMD in its list form, of the image that is kept (the last stage). */
export function commandOf(instruction: 'CMD' | 'HEALTHCHECK'): string[] {
  const found = dockerfile().findLast((line) => line.instruction === instruction);
  return z.array(z.string()).parse(JSON.parse(found?.rest.slice(found.rest.indexOf('[')) ?? '[]'));
}
