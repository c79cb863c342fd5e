// Runs before anything is painted, so that neither theme nor language flashes. The same keys are written by
// src/lib/theme/theme-choice.ts and src/lib/i18n/language.ts.
(function () {
  var root = document.documentElement;
  var stored = { theme: null, language: null };
  try {
    stored.theme = localStorage.getItem('tertulia.theme');
    stored.language = localStorage.getItem('tertulia.language');
  } catch (refused) {
    root.dataset.storage = 'none';
  }
  var dark =
    stored.theme === 'dark' || (stored.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  var wished = stored.language || (navigator.language || '').slice(0, 2);
  root.lang = wished === 'en' ? 'en' : 'es';
  document.querySelector('meta[name="theme-color"]').content = dark ? '#171512' : '#FAF7F2';
})();
