import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { displayName, email as emailSchema, password as passwordSchema } from '../contract/accounts.contract.js';
import { AccountsService } from '../features/accounts/accounts.service.js';
import { HUB } from '../platform/actor/actor.js';
import { StartError } from '../platform/config/start-error.js';
import { Ids } from '../platform/ids/ids.js';

export const usage = `create-admin <mail> [--name <name>] [--password-stdin]
  Makes an account that administers this hub, or gives that role to the account with this mail.
  Without --password-stdin a password is made and printed once.`;

/** `npm run cli -- create-admin …` on a booted application. Answers what to print; throws a StartError with one sentence. */
export async function run(args: readonly string[], app: INestApplicationContext): Promise<string> {
  const { mail, name, passwordFromInput } = parse(args);
  const accounts = app.get(AccountsService);
  const existing = await accounts.factsByEmail(mail);
  if (existing !== null) {
    if (existing.banned) throw new StartError(`The account ${mail} is suspended; end that first.`);
    await accounts.change(HUB, existing.id, () => ({ role: 'admin' }));
    return `${existing.card.name} (${mail}) now administers this hub. The password stays what it was.`;
  }
  const made = passwordFromInput ? undefined : app.get(Ids).token(15);
  const password = passwordSchema.safeParse(made ?? (await text(process.stdin)).replace(/\r?\n$/, ''));
  if (!password.success) throw new StartError('The password needs 10 to 200 characters.');
  const person = { name, email: mail, password: password.data, ageBand: '18-plus', language: 'es' } as const;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  await accounts.createPerson({ ...person, timeZone, role: 'admin', acceptedTerms: false });
  const shown = made === undefined ? '' : `\nPassword: ${made}\nIt is shown only now; change it in the settings.`;
  return `${name} (${mail}) administers this hub.${shown}`;
}

function parse(args: readonly string[]): { mail: string; name: string; passwordFromInput: boolean } {
  const { values, positionals } = parsed(args);
  const mail = emailSchema.safeParse(positionals[0]);
  if (!mail.success || positionals.length !== 1) throw new StartError(`Which mail?\n${usage}`);
  const name = displayName.safeParse(values.name ?? mail.data.split('@')[0]?.slice(0, 40));
  if (!name.success) throw new StartError('The name needs 1 to 40 characters in one line.');
  return { mail: mail.data, name: name.data, passwordFromInput: values['password-stdin'] ?? false };
}

function parsed(args: readonly string[]) {
  const options = { name: { type: 'string' }, 'password-stdin': { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}
