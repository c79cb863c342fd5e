import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './uploads.es.js';

export const words: SameKeys<typeof es> = {
  kinds: { image: 'Picture', pdf: 'PDF', audio: 'Audio', video: 'Video', file: 'File' },
  look: 'Open',
  open: 'Open {{name}}',
  download: 'Download',
  downloadNamed: 'Download {{name}}',
  picture: 'Picture: {{name}}',
  gone: 'The file is no longer there',
  failed: 'It cannot be opened here. You can download it.',
  pdfIn: 'Contents of {{name}}',
};
