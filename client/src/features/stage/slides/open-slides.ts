import type { QueryClient } from '@tanstack/react-query';
import { isCode } from '../../../lib/api/api-error.js';
import { whenOnline } from '../../../lib/when-online.js';
import { addressQuery } from '../../uploads/api/address.js';
import type { PdfPages } from './pdf-pages.js';
import { PdfError } from './pdf-trouble.js';

interface Opening {
  onPart: (part: number) => void;
  signal: AbortSignal;
}

/** The pages of a file of a room. What draws them is fetched with the first. Fails with a PdfError. */
export async function openSlides(
  client: QueryClient,
  { roomId, fileId }: { roomId: string; fileId: string },
  opening: Opening,
): Promise<PdfPages> {
  const [{ openPdf }, { open }] = await Promise.all([
    whenOnline(() => import('./pdf-pages.js')),
    client.fetchQuery(addressQuery(roomId, fileId)),
  ]).catch((failure: unknown) => {
    throw new PdfError(isCode(failure, 'uploads/file-gone', 'not-found') ? 'gone' : 'away', failure);
  });
  opening.signal.throwIfAborted();
  return openPdf(open, opening);
}
