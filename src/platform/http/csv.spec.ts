import { csvOf } from './csv.js';

it('quotes what needs it, keeps formulas from being any, and is UTF-8 for spreadsheets', () => {
  expect(
    csvOf([
      ['name', 'minutes'],
      ['Ana "la" García, dos\nlíneas', '3.5'],
      ['=1+1', '-2'],
      ['@x', '+34'],
      ['Ñandú', ''],
    ]),
  ).toBe(`\ufeffname,minutes\r\n"Ana ""la"" García, dos\nlíneas",3.5\r\n'=1+1,'-2\r\n'@x,'+34\r\nÑandú,\r\n`);
});
