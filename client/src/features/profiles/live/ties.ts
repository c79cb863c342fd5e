import { useQuery, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LiveEvent } from '@contract/realtime.contract.js';
import { useMe } from '../../../app/me.js';
import { profileKeys, tiesQuery } from '../api/profiles.js';

const NOBODY: ReadonlySet<string> = new Set();

/** Whom this account blocks. Nobody while it is not known yet, and for guests, who have no ties. */
export function useBlocked(): ReadonlySet<string> {
  const person = useMe()?.kind === 'person';
  const { data } = useQuery({ ...tiesQuery(), enabled: person });
  return useMemo(() => (data?.blocked.length ? new Set(data.blocked.map(({ id }) => id)) : NOBODY), [data]);
}

/** What a person's own stream says about profiles, on whatever device it was done. */
export function onProfileAccountEvent(event: LiveEvent, queries: QueryClient): void {
  if (event.type === 'profiles.tie-changed' || event.type === 'profiles.profile-changed')
    void queries.invalidateQueries({ queryKey: profileKeys.all });
}
