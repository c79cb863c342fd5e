import { WeakPasswordError } from './accounts.errors.js';
import { assertStrong, Passwords } from './passwords.js';

const weak = (password: string, personal: string[] = []) => {
  try {
    assertStrong(password, personal);
    return false;
  } catch (error) {
    if (error instanceof WeakPasswordError) return true;
    throw error;
  }
};

describe('which passwords are too easy to guess', () => {
  it.each([
    'password123',
    'Password2024!',
    'P@ssw0rd1!',
    'passwordpassword',
    'contraseña1',
    'Contraseña2026',
    'CONTRASENA!!',
    'qwertyuiop',
    'qwertyuiop123',
    '1234567890',
    '0987654321',
    'abcdefghij',
    'aaaaaaaaaa',
    'abababababab',
    '1212121212',
    'teamoteamo1',
    'iloveyou2000',
    'barcelona1899',
    'holahola2024',
    '1qaz2wsx3edc',
    'asdfghjkl1',
    'realmadrid14',
  ])('refuses %s', (password) => expect(weak(password)).toBe(true));

  it.each([
    'correct horse battery',
    'mesa redonda y café',
    'xK9#vQ2!mZ',
    'el gato de Nuria ronca',
    '7c1f9e02ab',
    'passwordless future',
  ])('takes %s', (password) => expect(weak(password)).toBe(false));

  it('refuses what is made of the own name or address', () => {
    expect(weak('nuriacasals1', ['Nuria Casals', 'nuria@example.org'])).toBe(true);
    expect(weak('n.uria.99', ['Nuria', 'n.uria.99@example.org'])).toBe(true);
    expect(weak('Nuria toca la guitarra', ['Nuria Casals', 'nuria@example.org'])).toBe(false);
    expect(weak('nuriacasals1', ['Berta', 'berta@example.org'])).toBe(false);
  });
});

describe('hashes', () => {
  const passwords = new Passwords();

  it('are argon2id of 19 MiB and two passes, salted, and know the same text in another Unicode form', async () => {
    const [one, two] = await Promise.all([passwords.hash('mañana será tarde'), passwords.hash('mañana será tarde')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await passwords.verify(one, 'mañana será tarde'.normalize('NFD'))).toBe(true);
    expect(await passwords.verify(one, 'mañana sera tarde')).toBe(false);
  });

  it('are compared for an account that does not exist too, and never match', async () => {
    expect(await passwords.verify(null, 'whatever it is')).toBe(false);
  });

  it('refuses in words when hundreds wait, and serves the others', async () => {
    const stored = await passwords.hash('una frase cualquiera');
    const tries = Array.from({ length: 210 }, () => passwords.verify(stored, 'una frase cualquiera'));
    const outcomes = await Promise.allSettled(tries);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ reason: { code: 'try-again' } });
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(202);
  }, 30_000);
});
