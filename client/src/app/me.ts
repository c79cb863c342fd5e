import { useQuery } from '@tanstack/react-query';
import type { OwnAccount } from '@contract/accounts.contract.js';

/** Where the signed-in account is kept: accounts/api puts it here after sign-in, refresh and every change of it. */
export const ME_KEY = ['me'] as const;

/** The account of this browser, or undefined until it is known. Never fetches by itself. */
export function useMe(): OwnAccount | undefined {
  const { data } = useQuery<OwnAccount>({ queryKey: ME_KEY, enabled: false, staleTime: Infinity });
  return data;
}
