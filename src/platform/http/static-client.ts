import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import express, { type Request, type RequestHandler, Router } from 'express';
import { DEFAULT_NAME, type Branding } from '../../contract/branding.contract.js';
import { brandedManifest, brandedPage } from '../branding/branded-page.js';
import { projectFolder } from '../config/project-folder.js';
import { DomainError } from '../errors/domain-error.js';
import { languageOf } from './language.js';

interface Brand {
  readonly now: Branding;
}

const OURS = /^\/(api|socket\.io|health|metrics)(\/|$)/i;
const HASHED = /[-.][\w-]{8,}\.\w+$/;

/** The built client: files that carry their hash are kept for ever, the page never, and every other address is the page. */
export function staticClient(folder: string = join(projectFolder(), 'dist/client'), brand?: Brand): RequestHandler {
  const router = Router();
  router.use(refuseMaps);
  if (brand) router.use(branded(folder, brand));
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

/** What a hub with a name, a logo or a hue of its own answers instead of the page and the manifest as they were built. */
function branded(folder: string, brand: Brand): RequestHandler {
  return (request, response, next) => {
    const { name, hue, logo } = brand.now;
    if ((name === DEFAULT_NAME && hue === null && logo === null) || !/^(GET|HEAD)$/.test(request.method)) return next();
    const manifest = request.path === '/manifest.webmanifest';
    if (!manifest && !isPage(request, folder)) return next();
    const file = join(folder, manifest ? 'manifest.webmanifest' : 'index.html');
    if (!existsSync(file)) return next();
    const text = readFileSync(file, 'utf8');
    response.setHeader('Cache-Control', 'no-cache');
    response.type(manifest ? 'application/manifest+json' : 'html');
    response.send(manifest ? brandedManifest(text, brand.now) : brandedPage(text, brand.now));
  };
}

/** An address of the app, and no file of the build. */
function isPage(request: Request, folder: string): boolean {
  if (/^\/assets(\/|$)/i.test(request.path) || request.accepts('html') === false) return false;
  return /^\/(index\.html)?$/.test(request.path) || !existsSync(join(folder, normalize(request.path)));
}

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
