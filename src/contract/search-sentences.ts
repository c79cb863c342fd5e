/** Why a search is not answered. */
export const searchErrors = {
  'search/away': {
    status: 503,
    es: 'El buscador no responde ahora mismo. Prueba otra vez en un minuto.',
    en: 'The search does not answer right now. Try again in a minute.',
  },
  'search/too-much': {
    status: 503,
    es: 'Es una búsqueda demasiado amplia. Añade otra palabra o elige una sala.',
    en: 'That search is too wide. Add another word or choose a room.',
  },
  'search/nothing-asked': {
    status: 400,
    es: 'Escribe al menos una palabra que buscar.',
    en: 'Write at least one word to look for.',
  },
  'search/unknown-has': {
    status: 400,
    es: '«{value}» no se puede pedir: prueba con archivo, enlace, imagen o pregunta.',
    en: '“{value}” cannot be asked for: try file, link, image or question.',
  },
  'search/bad-date': {
    status: 400,
    es: '«{value}» no es una fecha: escríbela como 2026-11-23.',
    en: '“{value}” is not a date: write it like 2026-11-23.',
  },
  'search/no-such-person': {
    status: 404,
    es: 'No hay nadie que se llame «{value}» en las salas que puedes ver.',
    en: 'Nobody called “{value}” is in the rooms you can see.',
  },
  'search/no-such-room': {
    status: 404,
    es: 'No hay ninguna sala que se llame «{value}» entre las que puedes ver.',
    en: 'There is no room called “{value}” among those you can see.',
  },
} as const;
