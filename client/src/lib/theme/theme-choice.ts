import { useSyncExternalStore } from 'react';
import { remember, remembered } from './device-memory.js';

export const THEME_CHOICES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type Theme = 'light' | 'dark';

/** Also read by public/first-paint.js, before any module is loaded. */
const KEY = 'tertulia.theme';
const listeners = new Set<() => void>();
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

function storedChoice(): ThemeChoice {
  const value = remembered(KEY);
  return value === 'light' || value === 'dark' ? value : 'auto';
}

let choice: ThemeChoice = storedChoice();

function theme(): Theme {
  if (choice !== 'auto') return choice;
  return systemIsDark.matches ? 'dark' : 'light';
}

function paint(): void {
  document.documentElement.dataset.theme = theme();
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', paper);
  for (const tell of listeners) tell();
}

systemIsDark.addEventListener('change', paint);
window.addEventListener('storage', (event) => {
  if (event.key !== KEY) return;
  choice = storedChoice();
  paint();
});

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  remember(KEY, next === 'auto' ? null : next);
  paint();
}

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);
export const useTheme = (): Theme => useSyncExternalStore(subscribe, theme);
