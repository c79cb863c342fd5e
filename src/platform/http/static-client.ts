import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';
import { DomainError } from '../errors/domain-error.js';
import { languageOf } from './language.js';

const OURS = /^\/(api|socket\.io|health|metrics)(\/|$)/i;
const HASHED = /[-.][\w-]{8,}\.\w+$/;

/** The built client: files that carry their hash are kept for ever, the page never, and every other address is the page. */
export function staticClient(folder: string = join(projectFolder(), 'dist/client')): RequestHandler {
  const router = Router();
  router.use(refuseMaps);
  router.use(
    express.static(folder, {
      index: false,
      dotfiles: 'ignore',
      redirect: false,
      setHeaders: (response, path) => {
        const hashed = HASHED.test(path) && /[\\/]assets[\\/]/.test(path);
        response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.use(page(join(folder, 'index.html')));
  return (request, response, next) => (OURS.test(request.path) ? next() : router(request, response, next));
}

const refuseMaps: RequestHandler = (request, response, next) =>
  /\.map\/?$/i.test(request.path) ? refuse(request, response, next) : next();

const refuse: RequestHandler = (request, response) => {
  const error = new DomainError('not-found');
  response.status(error.status).json(error.body(languageOf(request)));
};

// A missing asset must not be answered with a page: the browser would try to run it.
const page =
  (index: string): RequestHandler =>
  (request, response, next) => {
    const isPage =
      /^(GET|HEAD)$/.test(request.method) &&
      !/^\/assets(\/|$)/i.test(request.path) &&
      request.accepts('html') !== false;
    if (!isPage || !existsSync(index)) return refuse(request, response, next);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(index, (error?: Error & { code?: string }) => {
      // Whoever hung up before the page came is nobody's failure.
      if (error && error.code !== 'ECONNABORTED' && !response.headersSent) next(error);
    });
  };

// The same from the sources and from what was built of them.
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) return process.cwd();
    folder = above;
  }
  return folder;
}
