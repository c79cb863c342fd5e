// How the server's TypeScript becomes JavaScript, once for the build, the tests and development.
export const swcOptions = {
  swcrc: false,
  configFile: false,
  module: { type: 'nodenext' },
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

/** The same for the client's sources: JSX without a React import, no decorators. */
export const swcClientOptions = {
  ...swcOptions,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
};
