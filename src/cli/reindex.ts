import type { INestApplicationContext } from '@nestjs/common';
import { SearchIndex } from '../features/search/search-index.js';
import { StartError } from '../platform/config/start-error.js';

export const usage = `reindex
  Empties the index of the search and makes it anew, also while the hub runs. Until it is done, not everything is found.`;

/** `npm run cli -- reindex`. */
export async function run(args: readonly string[], app: INestApplicationContext): Promise<string> {
  if (args.length > 0) throw new StartError(`Reindexing needs nothing to be said:\n\n${usage}`);
  await app.get(SearchIndex).rebuild();
  return 'The search knows everything again.';
}
