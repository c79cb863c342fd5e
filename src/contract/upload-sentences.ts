/** Why a file is not taken, or not given; why a material stays as it is. */
export const uploadErrors = {
  'uploads/locked': {
    status: 403,
    es: 'Los archivos están cerrados: por ahora solo los añade el equipo de la sala.',
    en: 'Files are closed: only the room staff can add them for now.',
  },
  'uploads/no-file': { status: 400, es: 'No ha llegado ningún archivo.', en: 'No file has arrived.' },
  'uploads/too-large': {
    status: 413,
    es: 'El archivo es demasiado grande: caben {limit} MB.',
    en: 'The file is too large: {limit} MB is the most.',
  },
  'uploads/bad-name': {
    status: 400,
    es: 'El nombre del archivo no sirve: ponle uno sin barras ni signos ocultos.',
    en: 'The name of the file will not do: give it one without slashes or hidden signs.',
  },
  'uploads/mislabelled': {
    status: 400,
    es: 'El archivo se llama “.{said}”, pero por dentro es otra cosa ({found}). Cámbiale el nombre y prueba otra vez.',
    en: 'The file is called “.{said}”, but inside it is something else ({found}). Rename it and try again.',
  },
  'uploads/type-not-allowed': {
    status: 400,
    es: 'Aquí no se comparten programas. Ponlo en un sitio de confianza y comparte el enlace.',
    en: 'Programs are not shared here. Put it in a trusted place and share the link.',
  },
  'uploads/bad-image': {
    status: 400,
    es: 'Esa imagen no se puede leer: está rota o tiene más de {megapixels} megapíxeles.',
    en: 'That image cannot be read: it is broken or has more than {megapixels} megapixels.',
  },
  'uploads/day-full': {
    status: 409,
    es: 'Has llegado al máximo de un día: {megabytes} MB o {files} archivos. Mañana puedes seguir.',
    en: 'You have reached the most of a day: {megabytes} MB or {files} files. You can go on tomorrow.',
  },
  'uploads/room-full': {
    status: 409,
    es: 'Los archivos de esta sala ya ocupan {limit} MB. Hay que borrar alguno antes.',
    en: 'The files of this room already take {limit} MB. Some have to be deleted first.',
  },
  'uploads/file-gone': {
    status: 404,
    es: 'Ese archivo ya no está. Si es tuyo, súbelo otra vez.',
    en: 'That file is no longer there. If it is yours, upload it again.',
  },
  'uploads/address-expired': {
    status: 410,
    es: 'Este enlace ya no vale. Abre el archivo de nuevo desde su sala.',
    en: 'This link is no longer valid. Open the file again from its room.',
  },
  'materials/gone': { status: 404, es: 'Ese material ya no está.', en: 'That material is no longer there.' },
  'materials/not-yours': {
    status: 403,
    es: 'Solo quien lo añadió y quienes llevan la sala pueden cambiarlo.',
    en: 'Only whoever added it and those who run the room can change it.',
  },
  'materials/full': {
    status: 409,
    es: 'Caben {limit} materiales en una sala. Hay que quitar alguno antes.',
    en: 'A room takes {limit} materials. Some have to be removed first.',
  },
} as const;
