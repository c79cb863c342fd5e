import { withPostgres } from './jest.base.config.js';

export default { ...withPostgres, roots: ['<rootDir>/test'], testMatch: ['**/*.e2e.ts'] };
