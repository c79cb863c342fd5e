import { waitFor } from '../support/wait-for.js';

/** Resolves when the server has done all that it was given. */
export async function caughtUp(url: string, key: string | undefined): Promise<void> {
  await waitFor('Meilisearch to have done its tasks', async () => {
    const address = new URL('/tasks?statuses=enqueued,processing&limit=1', url);
    const answer = await fetch(address, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
    const { total } = (await answer.json()) as { total: number };
    return total === 0 || undefined;
  });
}
