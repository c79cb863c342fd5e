import '../lib/theme/fonts.css';
import '../lib/theme/tokens.css';
import '../lib/theme/base.css';
import './first-words.css';

/** A browser that does not tell of its paints, or has nothing to paint, does not wait longer than this. */
const PATIENCE_MS = 400;

/*
 * Where index.html shows the first words of a page, they are painted before the app is evaluated: a slow phone needs
 * longer for that than for the whole page. Elsewhere, and in a tab nobody sees, the app begins at once.
 */
let begun = false;
const begin = (): void => {
  if (!begun) void import('./main.js');
  begun = true;
};

if (document.documentElement.dataset.first === undefined || document.hidden) begin();
else {
  new PerformanceObserver(begin).observe({ type: 'paint', buffered: true });
  setTimeout(begin, PATIENCE_MS);
}
