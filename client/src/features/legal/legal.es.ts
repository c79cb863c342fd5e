export const words = {
  version: 'Versión del {{date}}',
  services: 'Qué servicios externos se usan aquí',
  contents: 'En esta página',
  inShort: 'En pocas palabras',
  other: { terms: 'Leer las condiciones de uso', privacy: 'Leer la política de privacidad' },
} as const;
