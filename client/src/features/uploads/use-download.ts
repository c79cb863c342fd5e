import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSentence } from '../../lib/api/use-sentence.js';
import { addressQuery } from './api/address.js';

/** Saves a file of a room; its address is asked for when it is wanted. */
export function useDownload(roomId: string): (id: string) => void {
  const client = useQueryClient();
  const { fail } = useSentence();
  return useCallback(
    (id) => {
      client.fetchQuery(addressQuery(roomId, id)).then(({ download }) => {
        const link = document.createElement('a');
        link.href = download;
        link.download = '';
        link.click();
      }, fail);
    },
    [client, roomId, fail],
  );
}
