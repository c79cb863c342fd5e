import type { Plugin } from 'vite';
import { words as accountsEn } from './src/features/accounts/accounts.en.js';
import { words as accountsEs } from './src/features/accounts/accounts.es.js';
import { words as landingEn } from './src/features/landing/landing.en.js';
import { words as landingEs } from './src/features/landing/landing.es.js';

/*
 * The first words of the pages that newcomers see stand in index.html, so that they can be read while the scripts are
 * on their way. They are the same words with the same classes (src/app/first-words.css) that React then draws;
 * public/first-paint.js says which block is shown.
 */

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const head = (beside = ''): string =>
  `<header class="first-head"><a class="first-wordmark" href="/"><img src="/mark.svg" alt="" width="34" height="34" /><span>Tertulia</span></a>${beside}</header>`;

function landing({
  heroTitle,
  heroLead,
  register,
  signIn,
  heroNote,
}: Record<'heroTitle' | 'heroLead' | 'register' | 'signIn' | 'heroNote', string>) {
  return `${head(`<a class="first-door" href="/sign-in">${escape(signIn)}</a>`)}<main class="first-hero"><div class="first-hero-words"><h1>${escape(heroTitle)}</h1><p class="first-hero-lead">${escape(heroLead)}</p><div class="first-actions"><a class="first-button" href="/register">${escape(register)}</a></div><p class="first-note">${escape(heroNote)}</p></div><div class="first-table"></div></main>`;
}

function form({ title, lead }: Record<'title' | 'lead', string>) {
  return `<div class="first-frame">${head()}<main class="first-form"><div><h1>${escape(title)}</h1><p class="first-lead">${escape(lead)}</p></div></main></div>`;
}

const BLOCKS: Readonly<Record<string, string>> = {
  'landing-es': landing(landingEs),
  'landing-en': landing(landingEn),
  'sign-in-es': form(accountsEs.signIn),
  'sign-in-en': form(accountsEn.signIn),
  'register-es': form(accountsEs.register),
  'register-en': form(accountsEn.register),
};

export function firstWords(): Plugin {
  const blocks = Object.entries(BLOCKS).map(
    ([name, html]) => `<div class="first" id="first-${name}" lang="${name.slice(-2)}">${html}</div>`,
  );
  return {
    name: 'first-words',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('<div id="root"></div>', `<div id="root">${blocks.join('\n')}</div>`),
    },
  };
}
