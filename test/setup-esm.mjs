// Imported before every test file. Packages in CommonJS that require Nest would otherwise meet it in the middle of its own loading.
if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error('The tests need Node 24; run them by "npm test" or "npm run test:unit".');
await import('reflect-metadata');
await import('@nestjs/common');
await import('@nestjs/core');
