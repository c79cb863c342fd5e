import { TestHub } from '../support/hub.js';
import { Http } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

/** Two nodes of one hub that cannot speak to each other: PostgreSQL alone keeps the promise. */
describe('two nodes without Redis', () => {
  let one: TestHub;
  let two: TestHub;
  beforeAll(async () => {
    one = await TestHub.boot();
    two = await TestHub.boot({ database: one.database, dataDir: one.dataDir });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });

  it('a token of one is good at the other, and ends there soon after the sign-out here', async () => {
    const ana = await one.person('Ana');
    const elsewhere = new Http(two.url, ana.token);
    expect((await elsewhere.get('/api/account')).status).toBe(200);
    expect((await ana.http.delete('/api/session')).status).toBe(204);
    expect((await ana.http.get('/api/account')).status).toBe(401);
    await waitFor('the other node to know', async () => (await elsewhere.get('/api/account')).status === 401);
  });

  it('both tabs get the same next key, whichever node they ask', async () => {
    const ana = await one.person('Ana');
    const elsewhere = new Http(two.url);
    elsewhere.cookie = ana.http.cookie;
    const answers = await Promise.all([ana.http.post('/api/session/refresh'), elsewhere.post('/api/session/refresh')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(elsewhere.cookie).toBe(ana.http.cookie);
  });
});
