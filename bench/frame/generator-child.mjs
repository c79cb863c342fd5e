// The inside of a load process: answers what `Generator` asks with the functions of the bench file.
const { generator } = await import(process.argv[2]);

process.on('message', async ({ id, name, args }) => {
  try {
    process.send({ id, result: await generator[name](...args) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.on('disconnect', () => process.exit());
