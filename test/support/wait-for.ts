/** Ten times the promise of most things; a wait fails only by hanging. */
const PATIENCE_MS = 20_000;

/** Resolves with the first truthy answer of `condition`; fails after the patience with what was waited for. */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<Exclude<T, false | undefined | null | 0 | ''>> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await condition();
    if (answer) return answer as Exclude<T, false | undefined | null | 0 | ''>;
    if (performance.now() > until) throw new Error(`Waited ${patienceMs} ms in vain for: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
