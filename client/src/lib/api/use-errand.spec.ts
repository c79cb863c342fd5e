import { jest } from '@jest/globals';
import { errand } from './use-errand.js';

const refused = new Error('refused');

describe('an errand', () => {
  let shown: { busy: boolean; failure: unknown }[];
  let one: ReturnType<typeof errand>;
  beforeEach(() => {
    shown = [];
    one = errand((state) => shown.push(state));
  });

  it('is busy until it is done, and done once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = one.run(() => promise);
    const second = jest.fn(async () => {});
    await expect(one.run(second)).resolves.toBe(false);
    expect(second).not.toHaveBeenCalled();
    expect(shown).toEqual([{ busy: true, failure: null }]);
    resolve();
    await expect(first).resolves.toBe(true);
    expect(shown.at(-1)).toEqual({ busy: false, failure: null });
  });

  it('shows why it was refused until it is begun again or cleared', async () => {
    const fails = async () => Promise.reject(refused);
    await expect(one.run(fails)).resolves.toBe(false);
    expect(shown.at(-1)).toEqual({ busy: false, failure: refused });
    const again = one.run(fails);
    expect(shown.at(-1)).toEqual({ busy: true, failure: null });
    await again;
    one.clear();
    expect(shown.at(-1)).toEqual({ busy: false, failure: null });
  });

  it('leaves the failure to whoever tells it elsewhere', async () => {
    const tell = jest.fn();
    await expect(one.run(async () => Promise.reject(refused), tell)).resolves.toBe(false);
    expect(tell).toHaveBeenCalledWith(refused);
    expect(shown.at(-1)).toEqual({ busy: false, failure: null });
  });

  it('can be cleared from within: what goes on is still under way', async () => {
    await one.run(async () => one.clear());
    expect(shown.map(({ busy }) => busy)).toEqual([true, true, false]);
  });
});
