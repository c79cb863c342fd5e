import { roots, withPostgres } from './jest.base.config.js';

// Played seeds keep their own time: each may last minutes on a busy machine before it counts as hanging.
export default {
  ...withPostgres,
  roots: roots('test/faults'),
  testMatch: ['**/*.spec.ts'],
  testTimeout: 240_000,
};
