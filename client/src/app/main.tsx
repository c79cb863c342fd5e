import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../lib/i18n/i18n.js';
import { App } from './app.js';
import { keepFocus } from './keep-focus.js';
import { reloadWhenReplaced } from './reload-when-replaced.js';
import { router } from './router.js';

/** A page that comes within this time appears whole; after it the skeleton is shown. */
const WHOLE_MS = 250;
/** Where index.html already shows the first words they stay much longer: they are better than a skeleton. */
const WHOLE_BEHIND_WORDS_MS = 8_000;

startI18n();
reloadWhenReplaced();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const wordsShown = document.documentElement.dataset.first !== undefined;
if (wordsShown) keepFocus(place);
const patience = new Promise((resolve) => setTimeout(resolve, wordsShown ? WHOLE_BEHIND_WORDS_MS : WHOLE_MS));

const show = (): void => {
  const root = createRoot(place);
  // As a transition it is drawn in small pieces, and a finger is answered in between.
  startTransition(() =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
};
/** Lets the browser do something else between two long pieces of work. */
const breath = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done);
  });
// A failed load is shown by the route's own error page.
breath()
  .then(() => Promise.race([router.load(), patience]))
  .then(breath)
  .then(show, show);
