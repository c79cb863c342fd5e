import { randomUUID } from 'node:crypto';
import type { PlatformRole } from '../../src/contract/words.js';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { Passwords } from '../../src/features/accounts/passwords.js';
import type { TestHub } from '../support/hub.js';
import { Http, Person } from '../support/person.js';

export interface Character {
  readonly kind?: 'person' | 'guest';
  readonly role?: PlatformRole;
  readonly mentor?: boolean;
  readonly guestOf?: string;
}

export const PASSWORD = 'una frase larga y rara 27';

/**
 * Signed-in people in any number: their rows are written as registration would, with one password hash for all, which takes
 * the second a hundred hashes would take. Whoever asks for them closes them.
 */
export async function cast(hub: TestHub, characters: readonly Character[]): Promise<Person[]> {
  const hash = await hub.app.get(Passwords, { strict: false }).hash(PASSWORD);
  const rows = characters.map(({ kind = 'person', role = 'member', mentor = false, guestOf = null }, index) => {
    const id = randomUUID();
    const person = kind === 'person';
    return {
      id,
      kind,
      name: `Persona ${index}`,
      email: person ? `${id}@example.org` : null,
      password_hash: person ? hash : null,
      age_band: person ? '18-plus' : null,
      role,
      mentor: mentor ? 'granted' : 'none',
      guest_of: guestOf ?? (person ? null : randomUUID()),
    };
  });
  await hub.sql.query(
    `insert into accounts (id, kind, name, email, password_hash, language, time_zone, age_band, role, mentor, guest_of, created_at)
     select id, kind, name, email, password_hash, 'es', 'UTC', age_band, role, mentor, guest_of, now() from jsonb_to_recordset($1::jsonb)
       as x (id uuid, kind text, name text, email text, password_hash text, age_band text, role text, mentor text, guest_of uuid)`,
    [JSON.stringify(rows)],
  );
  const accounts = hub.app.get(AccountsService, { strict: false });
  return Promise.all(
    rows.map(async ({ id, name, email }) => {
      const { session, cookie } = await accounts.issueSession(id, { agent: undefined });
      const http = new Http(hub.url, session.accessToken);
      http.cookie = `${cookie.name}=${cookie.value}`;
      return new Person(hub.url, id, name, email, email === null ? null : PASSWORD, http);
    }),
  );
}
