// The hub says what it asks PostgreSQL between the words 'listen' and 'tell': the reference then asks the very same.
import pg from 'pg';

let asked;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...args) {
  const [first, values] = args;
  if (asked !== undefined && typeof first === 'string')
    asked.push({ text: first, values: Array.isArray(values) ? values : [] });
  else if (asked !== undefined && typeof first?.text === 'string')
    asked.push({ text: first.text, values: first.values ?? [], ...(first.name ? { name: first.name } : {}) });
  return Reflect.apply(query, this, args);
};
process.on('message', (word) => {
  if (word === 'listen') asked = [];
  else if (word === 'tell') {
    process.send({ asked });
    asked = undefined;
  }
});
