import { api } from './api.js';

/** Fetches a file as whoever is signed in and hands it to the browser's downloads. */
export async function download(path: string, name: string, type: string): Promise<void> {
  const text = await api.get<string>(path, { text: true });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
