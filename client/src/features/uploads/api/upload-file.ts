import type { FileView } from '@contract/uploads.contract.js';
import { ApiError, isCode } from '../../../lib/api/api-error.js';
import { failureOf } from '../../../lib/api/call.js';
import { session } from '../../../lib/session/session.js';

export interface UploadOptions {
  /** From 0 to 1, as far as it has left this device. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** Brings a file into a room. Every failure comes out as an ApiError, except that the caller gave up. */
export async function uploadFile(roomId: string, file: File, options: UploadOptions): Promise<FileView> {
  const token = await session.token();
  try {
    return await send(roomId, file, token, options);
  } catch (failure) {
    if (!isCode(failure, 'not-signed-in')) throw failure;
    return send(roomId, file, await session.token(token), options);
  }
}

/** `fetch` does not tell how much of a body has been sent. */
function send(roomId: string, file: File, token: string, { onProgress, signal }: UploadOptions): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.set('file', file, file.name);
    request.open('POST', `/api/rooms/${roomId}/files`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as FileView);
      else reject(failureOf(request.status, request.responseText));
    });
    request.addEventListener('error', () => reject(new ApiError('offline')));
    request.addEventListener('abort', () => reject(signal.reason));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) reject(signal.reason);
    else request.send(form);
  });
}
