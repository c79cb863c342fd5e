/** What the script shows and keeps at hand: drawn or written here, in the product's own palette. */
const bar = (x: number, height: number, fill: string, label: string, value: string): string =>
  `<rect x="${x}" y="${300 - height}" width="120" height="${height}" rx="6" fill="${fill}"/>
   <text x="${x + 60}" y="${288 - height}" text-anchor="middle">${value}</text><text x="${x + 60}" y="332" text-anchor="middle">${label}</text>`;

export const pictures = {
  clicks: {
    name: 'titulares-clics.png',
    alt: 'Tres barras: los titulares con una persona dentro suben un 18 %, los que llevan número un 4 % y los cortos un 1 %.',
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600" viewBox="0 0 640 400" font-family="sans-serif" font-size="20" fill="#1C1A17">
   <rect width="640" height="400" fill="#FAF7F2"/><text x="320" y="40" text-anchor="middle" font-size="24">Clics, frente a un titular cualquiera</text>
   ${bar(80, 216, '#B4451F', 'con persona', '+18 %')}${bar(260, 48, '#E3A018', 'con número', '+4 %')}${bar(440, 12, '#1F6E78', 'corto', '+1 %')}
   <line x1="60" y1="300" x2="580" y2="300" stroke="#1C1A17" stroke-width="2"/><text x="320" y="380" text-anchor="middle" font-size="16">1.200 titulares de tres periódicos</text></svg>`,
  },
} as const;
export type DemoPicture = keyof typeof pictures;

export const rubric = {
  name: 'rubrica-de-una-pagina.txt',
  title: 'Rúbrica de una página',
  licence: 'CC BY 4.0, hecha por la cohorte',
  text: `Rúbrica de una página

1. ¿Es verdad?
2. ¿Lo diría en voz alta?
3. ¿Se puede tocar?

Si no cabe en una página, no la va a usar nadie, tampoco el modelo.
`,
};
