import { AsyncLocalStorage } from 'node:async_hooks';

/** The id of the request that is being served, wherever its work leads: every line of the log carries it. */
export const requestUnderWay = new AsyncLocalStorage<string>();
