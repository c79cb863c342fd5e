import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { imageForm } from './image-form.js';
import type { Circumstances, PlatformDeed } from './platform-deeds.js';
import { outcomeOf } from './deeds.js';

const get = (path: string, verb = 'hub.administer'): PlatformDeed => ({
  operation: `GET ${path}`,
  verb,
  run: ({ http }) => outcomeOf(http.get(path)),
});
const parked = (what: 'retry' | 'skip'): PlatformDeed => ({
  operation: `POST /api/admin/system/parked/${what}`,
  verb: 'hub.administer',
  run: async ({ http, parkedEvent }: Circumstances) =>
    outcomeOf(http.post(`/api/admin/system/parked/${what}`, await parkedEvent())),
});

/** An event that a listener could not digest, of somebody who changed their words just now. */
export async function parkedEventOf(
  hub: TestHub,
  { http, id }: Person,
): Promise<{ listener: string; position: number }> {
  await http.patch('/api/account', { about: 'algo más' });
  await hub.log.settled();
  const [row] = await hub.sql.query<{ position: number }>(
    `insert into parked_events (listener, position, attempts, error)
     select 'rooms.cards', max(position), 5, 'It did not fit.' from events where subject = $1 returning position`,
    [id],
  );
  return { listener: 'rooms.cards', position: row?.position ?? 0 };
}

/** Administration of the hub as a whole. */
export const adminDeeds: readonly PlatformDeed[] = [
  get('/api/hub/services', 'hub.see-services'),
  get('/api/admin/rooms'),
  get('/api/admin/system'),
  get('/api/admin/video'),
  {
    operation: 'POST /api/admin/video/test',
    verb: 'hub.administer',
    run: ({ http }) => outcomeOf(http.post('/api/admin/video/test')),
  },
  parked('retry'),
  parked('skip'),
  get('/api/admin/branding'),
  {
    operation: 'PUT /api/admin/branding',
    verb: 'hub.administer',
    run: ({ http }) => outcomeOf(http.put('/api/admin/branding', { name: 'Tertulia', hue: null })),
  },
  {
    operation: 'PUT /api/admin/branding/logo',
    verb: 'hub.administer',
    run: async ({ http }) => outcomeOf(http.put('/api/admin/branding/logo', await imageForm())),
  },
  {
    operation: 'GET /api/hub/logo/:hash.webp',
    verb: 'hub.see-info',
    // Somebody restores the look at the same moment.
    passes: ['not-found'],
    run: async ({ http, host }) => {
      const { body } = await host.http.put<{ logo: string }>('/api/admin/branding/logo', await imageForm());
      return outcomeOf(http.get(body.logo ?? `/api/hub/logo/${'0'.repeat(32)}.webp`));
    },
  },
  {
    operation: 'DELETE /api/admin/branding',
    verb: 'hub.administer',
    run: ({ http }) => outcomeOf(http.delete('/api/admin/branding')),
  },
  get('/api/admin/audit'),
  get('/api/admin/audit.csv'),
];
