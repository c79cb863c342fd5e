import { Clock } from '../clock/clock.js';
import { Together } from './together.js';

/** Statements that answer when the test says so. */
function house() {
  const statements: { keys: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  let begun: () => void = () => undefined;
  const together = new Together<number, string>(new Clock(), (keys) => {
    const loaded = new Promise<(key: number) => string>((resolve, reject) => {
      statements.push({ keys, answer: () => resolve((key) => `row ${key}`), fail: reject });
    });
    begun();
    return loaded;
  });
  const next = async (): Promise<(typeof statements)[number]> => {
    if (statements.length === 0) await new Promise<void>((resolve) => (begun = resolve));
    const statement = statements.shift();
    if (!statement) throw new Error('No statement began.');
    return statement;
  };
  return { together, next };
}

describe('Together', () => {
  it('asks once for all who come in one turn', async () => {
    const { together, next } = house();
    const answers = [1, 2, 3].map((key) => together.ask(key));
    const statement = await next();
    expect(statement.keys).toEqual([1, 2, 3]);
    statement.answer();
    expect(await Promise.all(answers)).toEqual(['row 1', 'row 2', 'row 3']);
  });

  it('answers nobody with a statement that began before they asked', async () => {
    const { together, next } = house();
    const first = together.ask(1);
    const statement = await next();
    const second = together.ask(1);
    const third = together.ask(2);
    statement.answer();
    expect(await first).toBe('row 1');
    const later = await next();
    expect(later.keys).toEqual([1, 2]);
    later.answer();
    expect(await Promise.all([second, third])).toEqual(['row 1', 'row 2']);
  });

  it('fails those who were asked for, and goes on with the others', async () => {
    const { together, next } = house();
    const first = together.ask(1);
    const statement = await next();
    const second = together.ask(2);
    statement.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    (await next()).answer();
    expect(await second).toBe('row 2');
  });
});
