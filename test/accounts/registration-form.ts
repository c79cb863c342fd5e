import { LEGAL_VERSION } from '../../src/contract/accounts.contract.js';

let made = 0;

/** What somebody new fills in, each with an address of their own. */
export const registrationForm = (more: Record<string, unknown> = {}) => ({
  name: 'Nuria Casals',
  email: `nuria.${(made += 1)}@example.org`,
  password: 'una mesa de madera clara',
  ageBand: '18-plus',
  acceptedTerms: LEGAL_VERSION,
  language: 'es',
  timeZone: 'Europe/Madrid',
  ...more,
});
