import { i18n, wordsReady } from './i18n.js';
import { defineWords } from './words.js';

describe('words that come later', () => {
  const network = new EventTarget();
  const navigator = { onLine: false };
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  beforeAll(async () => {
    await i18n.init({ lng: 'es', resources: {} });
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
    Object.defineProperty(globalThis, 'addEventListener', {
      value: network.addEventListener.bind(network),
      configurable: true,
    });
  });
  afterAll(() => {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    Reflect.deleteProperty(globalThis, 'addEventListener');
  });

  const failingOnce = () => {
    let asked = 0;
    return () => (++asked === 1 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve({ words: {} }));
  };

  it('wait for the network instead of taking the page with them', async () => {
    defineWords('test-offline', { es: failingOnce(), en: failingOnce() });
    navigator.onLine = false;
    const ready = wordsReady('es', 'test-offline');
    const first = await Promise.race([
      ready.then(() => 'ready'),
      new Promise((resolve) => setImmediate(resolve, 'waits')),
    ]);
    expect(first).toBe('waits');
    network.dispatchEvent(new Event('online'));
    await expect(ready).resolves.toBeUndefined();
  });

  it('fail where there is a network and they are not there', async () => {
    defineWords('test-missing', { es: failingOnce(), en: failingOnce() });
    navigator.onLine = true;
    await expect(wordsReady('es', 'test-missing')).rejects.toThrow('Failed to fetch');
  });
});
