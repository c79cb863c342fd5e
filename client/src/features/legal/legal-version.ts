import type { LEGAL_VERSION as ContractVersion } from '@contract/accounts.contract.js';

/** The version these texts are; the type keeps it equal to the one people accept, without loading the contract here. */
export const LEGAL_VERSION: typeof ContractVersion = '2026-11-01';
