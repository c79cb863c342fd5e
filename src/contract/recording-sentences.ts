/** What can be answered about recordings; part of `error-sentences.ts`. */
export const recordingErrors = {
  'recordings/going-on': {
    status: 409,
    es: 'Ya hay una grabación en marcha.',
    en: 'A recording is already going on.',
  },
  'recordings/not-going-on': {
    status: 409,
    es: 'Esa grabación ya ha terminado.',
    en: 'That recording has already ended.',
  },
  'recordings/gone': {
    status: 404,
    es: 'Esa grabación ya no está.',
    en: 'That recording is no longer there.',
  },
  'recordings/not-asked-yet': {
    status: 409,
    es: 'Primero tiene que responder todo el mundo.',
    en: 'Everybody has to answer first.',
  },
  'recordings/no-meeting': {
    status: 409,
    es: 'Solo se graban encuentros de la sala principal, con más de una persona en el escenario.',
    en: 'Only meetings of the main room are recorded, with more than one person on the stage.',
  },
  'recordings/of-age': {
    status: 403,
    es: 'Solo se graba a quien ha cumplido 18 años. Puedes seguir en el escenario sin que se te grabe.',
    en: 'Only people who are 18 or older are recorded. You can stay on the stage without being recorded.',
  },
} as const;
