/** What an account writes on a device lives in a database of its own: signing one out touches no other. */
export const databaseNameOf = (accountId: string): string => `tertulia.${accountId}`;
