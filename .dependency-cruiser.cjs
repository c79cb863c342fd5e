// The walls of the house. The floors are this one list: a feature may look down, never sideways or up.
const floors = [
  ['accounts', 'profiles'],
  ['rooms', 'moderation', 'billing'],
  ['chat', 'materials', 'stage', 'notes', 'polls', 'competitions', 'courses', 'marketplace', 'careers', 'matching'],
  ['tutor', 'gamification', 'notifications', 'insights', 'search', 'minutes', 'admin'],
  // Plays people with the services of all floors.
  ['demo'],
];

const oneOf = (names) => `^src/features/(${names.join('|')})/`;

// From each floor: the features of its own floor and of those above, except the feature itself.
const featuresGoDown = floors.map((names, index) => ({
  name: `features-go-down-${index + 1}`,
  comment: 'A feature imports features of the floors below; two of one floor speak by events.',
  severity: 'error',
  from: { path: oneOf(names) },
  to: { path: oneOf(floors.slice(index).flat()), pathNot: '^src/features/$1/' },
}));

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
// Typed packages are found under their own name as well as below @types.
const npm = (names) => `node_modules/(@types/)?(${names.join('|')})(/|$)`;

module.exports = {
  forbidden: [
    ...featuresGoDown,
    rule(
      'only-known-features',
      'A feature stands on one of the floors of this file.',
      { path: '^src/' },
      { path: '^src/features/', pathNot: oneOf(floors.flat()) },
    ),
    rule(
      'contract-is-pure',
      'The contract imports zod and itself.',
      { path: '^src/contract/', pathNot: '\\.spec\\.ts$' },
      { pathNot: ['^src/contract/', 'node_modules/zod/'] },
    ),
    rule(
      'client-sees-only-contract',
      'The client and the server share the contract and nothing else.',
      { path: '^client/' },
      { path: '^(src|migrations|test)/', pathNot: '^src/contract/' },
    ),
    rule(
      'client-takes-types',
      'Schemas bring their library along: the client takes their types, and numbers from limits.ts. Rare pages may load it for a list.',
      {
        path: '^client/src/',
        pathNot: ['\\.spec\\.tsx?$', '/(audit-tab|see-field|notices-section|unsubscribe-page)\\.tsx$'],
      },
      { path: '^src/contract/(.+\\.contract|words)\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'server-knows-no-client',
      'The server knows the client as files it serves.',
      { path: '^src/' },
      { path: '^client/' },
    ),
    rule(
      'platform-knows-no-feature',
      'Plumbing knows no feature.',
      { path: '^src/platform/' },
      { path: '^src/(features|cli|[^/]+\\.ts$)' },
    ),
    rule(
      'features-know-no-app',
      'Features are put together above them.',
      { path: '^src/features/' },
      { path: '^src/(cli/|[^/]+\\.ts$)' },
    ),
    rule(
      'only-the-public-face',
      'Another feature may import only the module, the service and the events of a feature.',
      { path: '^src/features/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      {
        path: '^src/features/([^/]+)/',
        pathNot: ['^src/features/$1/', '^src/features/([^/]+)/\\1\\.(module|service|events)\\.ts$'],
      },
    ),
    rule(
      'socketio-only-in-platform-realtime',
      'One folder holds the socket server.',
      { path: '^src/', pathNot: '^src/platform/realtime/' },
      { path: npm(['socket\\.io', '@socket\\.io/[^/]+', '@nestjs/platform-socket\\.io']) },
    ),
    rule(
      'socket-client-only-in-streams',
      'Only lib/streams opens a socket.',
      { path: '^client/src/', pathNot: '^client/src/lib/streams/' },
      { path: npm(['socket\\.io-client', 'engine\\.io-client']) },
    ),
    rule(
      'pdfjs-only-in-pdf-pages',
      'One file knows how a PDF is read.',
      { path: '^client/src/', pathNot: '^client/src/features/stage/slides/pdf-pages\\.ts$' },
      { path: npm(['pdfjs-dist']) },
    ),
    rule(
      'mediasoup-only-in-stage',
      'The media server belongs to the stage.',
      { path: '^src/', pathNot: '^src/features/stage/' },
      { path: npm(['mediasoup']) },
    ),
    rule(
      'typeorm-only-near-tables',
      'SQL lives in repositories, entities, the database and the event log.',
      {
        path: '^src/',
        pathNot: [
          '^src/platform/(database|event-log|jobs|search-engine)/',
          '\\.(repository|entity|module|projection|spec)\\.ts$',
          '^src/cli/',
        ],
      },
      { path: npm(['typeorm', 'pg', '@nestjs/typeorm']) },
    ),
    rule(
      'no-circular',
      'Circles make the order of loading matter.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('not-to-spec', 'Nothing is built on a test.', { pathNot: '\\.spec\\.tsx?$' }, { path: '\\.spec\\.tsx?$' }),
    rule(
      'not-to-test',
      'The product knows nothing of its tests.',
      { path: '^(src|client/src)/' },
      { path: '^(test|bench)/' },
    ),
    rule('not-to-unresolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    rule(
      'no-dev-dependency-in-server',
      'What the server needs is installed where it runs.',
      { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|png|webp|woff2|json)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.boundaries.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
    cache: { folder: '.cache/boundaries', strategy: 'content' },
  },
};
