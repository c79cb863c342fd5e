// Runs before anything is painted, so that neither theme nor language flashes. The same keys are written by
// src/lib/theme/theme-choice.ts and src/lib/i18n/language.ts.
(function () {
  // Otherwise zod tries whether it may compile code, which the content security policy refuses and reports.
  window.__zod_globalConfig = { jitless: true };

  var root = document.documentElement;
  var stored = { theme: null, language: null, signedIn: null };
  try {
    stored.theme = localStorage.getItem('tertulia.theme');
    stored.language = localStorage.getItem('tertulia.language');
    stored.signedIn = localStorage.getItem('tertulia.signed-in');
  } catch (refused) {
    root.dataset.storage = 'none';
  }
  var dark =
    stored.theme === 'dark' || (stored.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  var wished = stored.language || (navigator.language || '').slice(0, 2);
  root.lang = wished === 'en' ? 'en' : 'es';
  document.querySelector('meta[name="theme-color"]').content = dark ? '#171512' : '#FAF7F2';

  // The first words of a page that newcomers see are in index.html; this says which are shown (see first-words.ts).
  var first = { '/': 'landing', '/sign-in': 'sign-in', '/register': 'register' }[location.pathname];
  if (first && !stored.signedIn) root.dataset.first = first + '-' + root.lang;

  // Pages are lazy; what the first one needs is asked for now, beside the entry (see first-load.ts).
  var wanted = 'meta[name="first-load"][data-path="' + location.pathname.replace(/[^\w/-]/g, '') + '"]';
  var needs = document.querySelector(wanted + '[data-lang="' + root.lang + '"]');
  (needs ? needs.content.split(' ') : []).forEach(function (file) {
    if (!file) return;
    var link = document.createElement('link');
    var style = /\.css$/.test(file);
    link.rel = style ? 'preload' : 'modulepreload';
    if (style) link.as = 'style';
    link.href = file;
    link.crossOrigin = '';
    document.head.appendChild(link);
  });
})();
