import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './materials.es.js';

export const words: SameKeys<typeof es> = {
  list: 'Materials of the room',
  add: 'Add a material',
  empty: {
    title: 'There is nothing here yet',
    text: 'Notes, readings and recordings that the room wants at hand.',
    mayAdd: 'Add the first: a PDF, a picture, sound, a film or any file of up to 25 MB.',
  },
  by: 'Added by {{name}}',
  licence: 'Licence: {{licence}}',
  actions: 'Actions for {{title}}',
  up: 'Move {{title}} up',
  down: 'Move {{title}} down',
  edit: 'Change title or licence',
  remove: 'Remove from the room',
  removed: 'Material removed.',
  removeTitle: 'Remove “{{title}}”?',
  removeText: 'The file is deleted for the whole room and cannot be brought back.',
  moved: '{{title}}: place {{place}} of {{count}}',
  file: 'File: {{name}}, {{size}}',
  name: 'Title',
  licenceField: 'Licence',
  licenceHint: 'For example: CC BY 4.0, public domain, made by me.',
  save: 'Save',
  put: 'Add to the room',
  editTitle: 'Change the material',
  uploading: 'Uploading {{name}}',
  drop: 'Drop the file to add it',
};
