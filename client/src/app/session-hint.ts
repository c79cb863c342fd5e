export { readSessionHint, writeSessionHint } from '../lib/session/hint.js';
