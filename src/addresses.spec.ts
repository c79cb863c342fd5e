import { addresses } from './addresses.js';
import { loadConfig } from './platform/config/config.js';

describe('addresses', () => {
  it('says how to open a hub that only this machine can reach', () => {
    const text = addresses(loadConfig({}), 'http://127.0.0.1:3000');
    expect(text).toContain('  http://localhost:3000\n');
    expect(text).toContain('Set HOST=0.0.0.0');
    expect(text).not.toContain('TLS');
  });

  it('says what will not work without TLS, and how to set it', () => {
    const text = addresses(loadConfig({ HOST: '192.0.2.7', PORT: '80' }), 'http://192.0.2.7:80');
    expect(text).toContain('  http://192.0.2.7\n');
    expect(text).toMatch(/no camera, no microphone and no use offline at http:\/\/192\.0\.2\.7\./);
    expect(text).toContain('TLS_CERT');
    expect(text).toContain('PUBLIC_URL');
  });

  it('is content with HTTPS, whoever speaks it', () => {
    const own = addresses(loadConfig({ HOST: '192.0.2.7', TLS_CERT: 'c', TLS_KEY: 'k' }), 'https://192.0.2.7:3000');
    expect(own).toContain('  https://192.0.2.7:3000\n');
    expect(own).not.toContain('Without TLS');
    const behind = addresses(loadConfig({ PUBLIC_URL: 'https://hub.example.org' }), 'http://127.0.0.1:3000');
    expect(behind).toContain('  https://hub.example.org\n');
    expect(behind).not.toContain('Without TLS');
  });

  it('lists every address of the machine when it listens on all', () => {
    const text = addresses(loadConfig({ HOST: '0.0.0.0' }), 'http://0.0.0.0:3000');
    expect(text).toContain('  http://localhost:3000\n');
    expect(text).not.toContain('0.0.0.0:3000');
  });
});
