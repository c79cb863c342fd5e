import type { Plugin, Rolldown } from 'vite';

/** What a path needs right away: modules by their path under the client's root. */
export interface FirstLoad {
  path: string;
  page: string;
  /** `{lang}` stands for es and en. */
  words: string;
}

const SCRIPT = '<script src="/first-paint.js">';
const LANGUAGES = ['es', 'en'];

/**
 * Pages are lazy, so the browser would learn of them only after the entry has run. This writes into index.html which
 * files each first page needs; public/first-paint.js asks for those of the address and language at once.
 */
export function firstLoad(loads: readonly FirstLoad[]): Plugin {
  return {
    name: 'first-load',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const find = (module: string) => chunks.find((chunk) => chunk.facadeModuleId?.endsWith(`/client/${module}`));
        const entry = chunks.find((chunk) => chunk.isEntry);
        const already = new Set(entry ? [entry.fileName, ...entry.imports] : []);
        const filesOf = (chunk: Rolldown.OutputChunk) =>
          [chunk.fileName, ...chunk.imports, ...(chunk.viteMetadata?.importedCss ?? [])].filter(
            (file) => !already.has(file),
          );
        // The app comes after the first words are painted (see src/app/begin.ts), but it is on its way from the start.
        const app = find('src/app/main.tsx');
        const early = app ? filesOf(app) : [];
        for (const file of early) already.add(file);
        const links = early.map((file) =>
          file.endsWith('.css')
            ? `<link rel="preload" as="style" crossorigin href="/${file}" />\n    `
            : `<link rel="modulepreload" crossorigin href="/${file}" />\n    `,
        );
        const metas = loads.flatMap(({ path, page, words }) =>
          LANGUAGES.map((language) => {
            const needed = [find(page), find(words.replace('{lang}', language))].flatMap((chunk) =>
              chunk ? filesOf(chunk) : [],
            );
            const files = [...new Set(needed)].map((file) => `/${file}`).join(' ');
            return files
              ? `<meta name="first-load" data-path="${path}" data-lang="${language}" content="${files}" />\n    `
              : '';
          }),
        );
        // The script looks for them while the page is still being parsed: they have to stand before it.
        return html.replace(SCRIPT, `${metas.join('')}${SCRIPT}`).replace('</head>', `  ${links.join('')}</head>`);
      },
    },
  };
}
