import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Where pdf.js finds what some PDFs need besides it, by names of its own. */
const AT = 'assets/pdf/';
const folder = fileURLToPath(new URL('../node_modules/pdfjs-dist/', import.meta.url));

/** File name → where it lies: letters that a PDF does not bring, tables of East Asian ones, pictures of scanners. */
function files(): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of ['cmaps', 'standard_fonts', 'wasm'])
    for (const name of readdirSync(folder + part))
      // Our pages run no WebAssembly: there it is written out as a script.
      if (part !== 'wasm' || name.endsWith('_nowasm_fallback.js')) found.set(name, `${folder}${part}/${name}`);
  return found;
}

/** Ships what pdf.js fetches when a PDF asks for it. */
export function pdfFiles(): Plugin {
  return {
    name: 'pdf-files',
    generateBundle() {
      for (const [name, path] of files())
        this.emitFile({ type: 'asset', fileName: AT + name, source: readFileSync(path) });
    },
    configureServer({ middlewares }) {
      const all = files();
      middlewares.use(`/${AT}`, ({ url }, response, next) => {
        const path = all.get(url?.slice(1) ?? '');
        if (!path) return next();
        if (path.endsWith('.js')) response.setHeader('Content-Type', 'text/javascript');
        createReadStream(path).pipe(response);
      });
    },
  };
}
