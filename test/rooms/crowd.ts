import { randomUUID } from 'node:crypto';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import type { TestHub } from '../support/hub.js';
import { Http, Person } from '../support/person.js';

/** Many signed-in people at once, without the time that hashing their passwords would take. They must be closed by the test. */
export async function crowd(hub: TestHub, size: number): Promise<Person[]> {
  const people = Array.from({ length: size }, (_, index) => ({ id: randomUUID(), name: `Persona ${index}` }));
  await hub.sql.query(
    `insert into accounts (id, kind, name, email, language, time_zone, age_band, created_at)
     select p.id, 'person', p.name, p.id || '@example.org', 'es', 'UTC', '18-plus', now() from unnest($1::uuid[], $2::text[]) as p (id, name)`,
    [people.map(({ id }) => id), people.map(({ name }) => name)],
  );
  const accounts = hub.app.get(AccountsService);
  return Promise.all(
    people.map(async ({ id, name }) => {
      const { session } = await accounts.issueSession(id, { agent: undefined });
      return new Person(hub.url, id, name, null, null, new Http(hub.url, session.accessToken));
    }),
  );
}
