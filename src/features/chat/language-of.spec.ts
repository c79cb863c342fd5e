import { languageOf } from './language-of.js';

describe('the language of a text', () => {
  it.each([
    ['Hola, ¿cómo va el ejercicio de la semana?', 'es'],
    ['Yo lo haría con una tabla, que es más fácil de leer', 'es'],
    ['¿Qué os ha parecido la sesión? Mañana hay otra.', 'es'],
    ['I think this is the best way to do it', 'en'],
    ['Thanks! Does it also work without the library?', 'en'],
    ['They have been very kind, and we have learnt what to do.', 'en'],
    ['Mirad: `the of and to is` y decidme', null],
    ['```js\nconst the = of(and)\nif (this.is) that()\n```', null],
    ['https://example.org/the/and/of/is/this', null],
    ['ok', null],
    ['jajaja 😂', null],
    ['', null],
    ['The frontend de la app', null],
    ['Je pense donc je suis', null],
    ['AI AI AI', null],
  ])('%j is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
