import { roots, withPostgres } from './jest.base.config.js';

// One browser at a time: two of them starve each other on a small machine and make times mean nothing.
export default {
  ...withPostgres,
  roots: roots('test/journeys'),
  testMatch: ['**/*.journey.ts'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
