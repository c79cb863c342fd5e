import type { TestHub } from '../support/hub.js';
import type { HubUnderTest } from './scenario.js';

/** A hub in this process, perhaps with planted providers, as a scenario sees it. */
export function hubHere(hub: TestHub, faults: HubUnderTest['faults'] = {}): HubUnderTest {
  const { hostname, port } = new URL(hub.url);
  return {
    address: () => ({ host: hostname, port: Number(port) }),
    query: <T>(sql: string, params: readonly unknown[] = []) => hub.sql.query<T>(sql, [...params]),
    settled: () => hub.log.settled(),
    faults,
  };
}
