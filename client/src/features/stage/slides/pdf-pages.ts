import {
  getDocument,
  GlobalWorkerOptions,
  VerbosityLevel,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
// Vite makes it: the address of the file.
// oxlint-disable-next-line import/default
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { PAGES_MAX, PdfError, type PdfTrouble } from './pdf-trouble.js';

/** The only file that knows pdf.js. Nothing in a PDF runs here: no scripts, no forms, no links; a page is a picture and its words. */
GlobalWorkerOptions.workerSrc = workerAddress;

/** What client/pdf-files.ts ships. */
const FILES = '/assets/pdf/';
/** More than this some devices do not draw at all. */
const PIXELS_MAX = 16_000_000;
const PICTURE_PIXELS_MAX = 64_000_000;
const WORDS_MAX = 20_000;

export interface Place {
  readonly width: number;
  readonly height: number;
}
export interface PdfPages {
  /** How many can be shown, and how many there are. */
  readonly count: number;
  readonly total: number;
  /** A page as large as fits into a place, in CSS pixels; cancelled, it fails with the signal's reason. */
  draw(page: number, place: Place, signal: AbortSignal): Promise<HTMLCanvasElement>;
  /** What stands on a page, for whoever does not see it. */
  words(page: number): Promise<{ text: string; language: string | undefined }>;
  close(): void;
}

/** Fails with a PdfError. `onPart` is told from 0 to 1 how much has come. */
export async function openPdf(
  address: string,
  { onPart, signal }: { onPart: (part: number) => void; signal: AbortSignal },
): Promise<PdfPages> {
  const task = getDocument({
    url: new URL(address, globalThis.location.href),
    // In one piece the browser keeps it, and whoever comes back to it waits for nothing.
    disableRange: true,
    // The pages' policy lets nothing compile.
    useWasm: false,
    maxImageSize: PICTURE_PIXELS_MAX,
    cMapUrl: FILES,
    standardFontDataUrl: FILES,
    wasmUrl: FILES,
    verbosity: VerbosityLevel.ERRORS,
  });
  task.onProgress = ({ loaded, total }: { loaded: number; total: number }) => {
    if (total > 0) onPart(Math.min(1, loaded / total));
  };
  const close = () => void task.destroy();
  signal.addEventListener('abort', close, { once: true });
  try {
    const pdf = await task.promise;
    // A PDF may say that it has pages that are not there.
    await pdf.getPage(1);
    return pagesOf(pdf, close);
  } catch (failure) {
    close();
    signal.throwIfAborted();
    throw new PdfError(troubleOf(failure), failure);
  }
}

function pagesOf(pdf: PDFDocumentProxy, close: () => void): PdfPages {
  return {
    count: Math.min(pdf.numPages, PAGES_MAX),
    total: pdf.numPages,
    close,
    async draw(number, { width, height }, signal) {
      const page = await pdf.getPage(number);
      signal.throwIfAborted();
      const whole = page.getViewport({ scale: 1 });
      const fit = Math.min(width / Math.max(1, whole.width), height / Math.max(1, whole.height));
      const most = Math.sqrt(PIXELS_MAX / Math.max(1, whole.width * whole.height * fit * fit));
      const viewport = page.getViewport({ scale: fit * Math.min(globalThis.devicePixelRatio || 1, most) });
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      canvas.style.width = `${Math.floor(whole.width * fit)}px`;
      const drawing = page.render({ canvas, viewport });
      const stop = () => drawing.cancel();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await drawing.promise;
      } catch (failure) {
        signal.throwIfAborted();
        throw new PdfError('page', failure);
      } finally {
        signal.removeEventListener('abort', stop);
      }
      return canvas;
    },
    async words(number) {
      const { items, lang } = await (await pdf.getPage(number)).getTextContent();
      const parts = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : ''));
      return { text: parts.join('').trim().slice(0, WORDS_MAX), language: lang ?? undefined };
    },
  };
}

function troubleOf(failure: unknown): PdfTrouble {
  const { name, status } = failure as { name?: string; status?: number };
  if (name === 'PasswordException') return 'locked';
  if (name === 'ResponseException') return status === 404 || status === 410 ? 'gone' : 'away';
  return name === 'UnknownErrorException' && !navigator.onLine ? 'away' : 'broken';
}
