import { Previews } from '../../src/features/chat/previews/previews.js';
import type { TestHub } from '../support/hub.js';
import type { Live } from '../support/person.js';

/** A link is said, and what it leads to is found: without a network, as the job would have found it. */
export async function previewsHappen(hub: TestHub, host: Live, roomId: string): Promise<void> {
  const url = 'https://example.org/';
  const { messageId } = await host.post(roomId, url);
  const preview = { url, site: 'example.org', title: 'Título', description: null, picture: null };
  await hub.app.get(Previews).show({ roomId, messageId }, [preview]);
}
