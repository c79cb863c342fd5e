// The hub says what one request asks PostgreSQL, the one that carries the header: the reference then asks the very same. What
// the house asks meanwhile, and what other requests ask, belongs to nobody.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Server } from 'node:http';
import pg from 'pg';

const asking = new AsyncLocalStorage();

const { emit } = Server.prototype;
Server.prototype.emit = function (...args) {
  const [name, request, response] = args;
  if (name !== 'request' || request.headers['x-bench-asked'] === undefined) return Reflect.apply(emit, this, args);
  const asked = [];
  response.once('finish', () => process.send({ asked }));
  return asking.run(asked, () => Reflect.apply(emit, this, args));
};

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...args) {
  const [first, values] = args;
  const asked = asking.getStore();
  if (typeof first === 'string') asked?.push({ text: first, values: Array.isArray(values) ? values : [] });
  else if (typeof first?.text === 'string')
    asked?.push({
      text: first.text,
      values: first.values ?? values ?? [],
      ...(first.name ? { name: first.name } : {}),
    });
  return Reflect.apply(query, this, args);
};
