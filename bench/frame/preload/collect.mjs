// SIGURG collects all garbage, so that memory is what is in use.
process.on('SIGURG', () => {
  globalThis.gc();
  globalThis.gc();
});
