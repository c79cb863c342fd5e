import { useCallback, useEffect, useRef, useState } from 'react';
import type { FileView } from '@contract/uploads.contract.js';
import { ATTACHMENTS_MAX, FILE_MAX_BYTES } from '@contract/limits.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { newId } from '../../../lib/session/device.js';
import { uploadFile } from '../../uploads/api/upload-file.js';

/** A file that will go with the message that is being written. */
export interface Attached {
  readonly key: string;
  readonly file: File;
  /** From 0 to 1. */
  readonly progress: number;
  /** Once it is with the hub. */
  readonly view: FileView | null;
  readonly failure: unknown;
  readonly alt: string;
  /** Of a picture, on this device. */
  readonly preview: string | null;
}

/** Files are brought to the hub while one still writes, one after the other; the message then only names them. */
export function useAttachments(roomId: string) {
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const turn = useRef(Promise.resolve());
  const latest = useRef(files);
  latest.current = files;

  const change = useCallback((key: string, what: Partial<Attached>) => {
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...what } : one)));
  }, []);
  const begin = useCallback(
    ({ key, file }: Pick<Attached, 'key' | 'file'>) => {
      const stop = new AbortController();
      stops.current.set(key, stop);
      turn.current = turn.current.then(async () => {
        if (stop.signal.aborted) return;
        const onProgress = (progress: number) => change(key, { progress });
        await uploadFile(roomId, file, { onProgress, signal: stop.signal }).then(
          (view) => change(key, { view, progress: 1 }),
          (failure: unknown) => change(key, { failure }),
        );
      });
    },
    [roomId, change],
  );
  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
      for (const { preview } of latest.current) if (preview) URL.revokeObjectURL(preview);
    };
  }, [roomId]);

  /** Answers how many did not fit into one message. */
  const add = (chosen: readonly File[]): number => {
    const room = Math.max(0, ATTACHMENTS_MAX - files.length);
    const taken = chosen.slice(0, room).map((file): Attached => {
      const large = file.size > FILE_MAX_BYTES;
      const failure = large ? new ApiError('uploads/too-large', { limit: FILE_MAX_BYTES / 1024 / 1024 }) : null;
      const preview = /^image\/(jpeg|png|webp|gif|avif)$/.test(file.type) ? URL.createObjectURL(file) : null;
      return { key: newId(), file, progress: 0, view: null, failure, alt: '', preview };
    });
    setFiles([...files, ...taken]);
    for (const one of taken) if (!one.failure) begin(one);
    return chosen.length - taken.length;
  };
  const remove = (key: string): void => {
    stops.current.get(key)?.abort();
    const gone = files.find((one) => one.key === key);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    setFiles(files.filter((one) => one.key !== key));
  };
  const retry = (key: string): void => {
    const one = files.find((file) => file.key === key);
    change(key, { failure: null, progress: 0 });
    if (one) begin(one);
  };
  const clear = (): void => {
    for (const { preview } of files) if (preview) URL.revokeObjectURL(preview);
    setFiles([]);
  };
  return {
    files,
    add,
    remove,
    retry,
    clear,
    describe: (key: string, alt: string) => change(key, { alt }),
    /** Nothing is under way or has failed. */
    ready: files.every(({ view }) => view !== null),
  };
}
export type Attachments = ReturnType<typeof useAttachments>;
