// Says what is being done and for how long, on a terminal in one line and elsewhere in few lines.
const EVERY_QUIET_MS = 15_000;

/** Runs `work` under a label; `detail()` may add how far it is. */
export async function step(label, work, detail = () => '') {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const line = () => `  ${label} … ${[detail(), seconds()].filter(Boolean).join(', ')}`;
  const live = process.stdout.isTTY;
  if (!live) console.log(`  ${label} …`);
  const timer = setInterval(() => (live ? process.stdout.write(`\r\x1b[2K${line()}`) : undefined), 200);
  const quiet = setInterval(() => (live ? undefined : console.log(line())), EVERY_QUIET_MS);
  try {
    const result = await work();
    console.log(`${live ? '\r\x1b[2K' : ''}  ${label}: done in ${seconds()}`);
    return result;
  } catch (error) {
    if (live) process.stdout.write('\r\x1b[2K');
    throw error;
  } finally {
    clearInterval(timer);
    clearInterval(quiet);
  }
}

/** A sentence for the person at the terminal, instead of a stack trace. */
export class Sentence extends Error {}
