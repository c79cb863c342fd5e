export const words = {
  version: 'Versión del {{date}}',
  contents: 'En esta página',
  inShort: 'En pocas palabras',
  other: { terms: 'Leer las condiciones de uso', privacy: 'Leer la política de privacidad' },
} as const;
