/** Drawn faces for the demo's people: flat shapes in the product's own palette, 256 × 256. */
interface Features {
  ground: string;
  skin: string;
  hair: string;
  cut: keyof typeof cuts;
  clothes: string;
  extra?: keyof typeof extras;
}

// Shapes around a head of radius 62 at (128, 118). `back` is drawn behind the head, `front` over it.
const cuts = {
  short: { back: '', front: 'M64 116 Q60 50 128 50 Q196 50 192 116 Q180 84 150 80 Q110 76 64 116Z' },
  long: {
    back: 'M58 120 Q52 44 128 44 Q204 44 198 120 L204 214 H52Z',
    front: 'M66 112 Q68 46 128 46 Q188 46 190 112 Q150 88 140 64 Q112 96 66 112Z',
  },
  curly: {
    back: 'M70 60 a30 30 0 0 1 44 -18 a32 32 0 0 1 50 4 a30 30 0 0 1 32 38 a28 28 0 0 1 2 48 L196 150 H62 L56 128 a28 28 0 0 1 0 -44 a28 28 0 0 1 14 -24Z',
    front:
      'M68 106 a22 22 0 0 1 20 -30 a26 26 0 0 1 40 -12 a26 26 0 0 1 40 8 a22 22 0 0 1 20 34 Q160 84 128 86 Q92 84 68 106Z M66 104 Q66 46 128 46 Q190 46 190 104 Q160 76 128 76 Q96 76 66 104Z',
  },
  bun: {
    back: 'M128 12 a28 28 0 1 1 -0.1 0Z',
    front: 'M66 112 Q66 52 128 52 Q190 52 190 112 Q170 78 128 78 Q86 78 66 112Z',
  },
  bob: {
    back: 'M58 118 Q54 46 128 46 Q202 46 198 118 L200 168 Q196 178 180 176 L76 176 Q60 178 56 168Z',
    front: 'M66 114 Q64 48 128 48 Q192 48 190 114 L186 94 Q128 96 70 94Z',
  },
  bald: { back: '', front: 'M66 118 Q62 98 70 86 Q72 104 74 118Z M190 118 Q194 98 186 86 Q184 104 182 118Z' },
  wave: {
    back: '',
    front: 'M62 118 Q54 56 110 48 Q180 34 196 92 Q198 108 192 118 Q188 92 166 86 Q120 92 98 76 Q76 90 62 118Z',
  },
} as const;

const ink = '#1C1A17';
const extras = {
  glasses: `<g fill="none" stroke="${ink}" stroke-width="4"><circle cx="104" cy="122" r="18"/><circle cx="152" cy="122" r="18"/><path d="M122 120 Q128 116 134 120"/></g>`,
  beard:
    '<path d="M74 132 Q78 186 128 188 Q178 186 182 132 Q176 156 150 154 Q128 146 106 154 Q80 156 74 132Z" fill="HAIR"/>',
  earrings: '<circle cx="64" cy="146" r="6" fill="#E3A018"/><circle cx="192" cy="146" r="6" fill="#E3A018"/>',
  scarf: '<path d="M84 184 Q128 214 172 184 L180 208 Q128 236 76 208Z" fill="#E3A018"/>',
  moustache: '<path d="M128 152 Q108 144 98 158 Q114 164 128 158 Q142 164 158 158 Q148 144 128 152Z" fill="HAIR"/>',
} as const;

const faces: Record<string, Features> = {
  lucia: { ground: '#F3D9C9', skin: '#E8B792', hair: '#3A241A', cut: 'bob', clothes: '#B4451F', extra: 'earrings' },
  mateo: { ground: '#DDE3CC', skin: '#B97F56', hair: '#1F1A17', cut: 'short', clothes: '#5C6B2E', extra: 'beard' },
  amaia: { ground: '#D3E6E8', skin: '#F2CBAE', hair: '#A4552B', cut: 'long', clothes: '#1F6E78' },
  dario: { ground: '#F6E6BF', skin: '#E2AE86', hair: '#4A3527', cut: 'wave', clothes: '#6E3B5E', extra: 'moustache' },
  wanjiru: { ground: '#F3D9C9', skin: '#6B4029', hair: '#17110E', cut: 'curly', clothes: '#E3A018', extra: 'earrings' },
  noor: { ground: '#E9D8E4', skin: '#D6A178', hair: '#1E1714', cut: 'bun', clothes: '#1F6E78', extra: 'glasses' },
  tomas: { ground: '#D3E6E8', skin: '#C98F64', hair: '#57504A', cut: 'bald', clothes: '#1C1A17', extra: 'beard' },
  ines: { ground: '#DDE3CC', skin: '#EFC3A4', hair: '#6B4A2D', cut: 'short', clothes: '#5C6B2E', extra: 'glasses' },
  yuki: { ground: '#F6E6BF', skin: '#F0CDAA', hair: '#15120F', cut: 'bob', clothes: '#B4451F' },
  bruno: { ground: '#E4DFD6', skin: '#EBBD9B', hair: '#BDB6AC', cut: 'bald', clothes: '#1F6E78', extra: 'glasses' },
  marisol: { ground: '#D3E6E8', skin: '#9A6242', hair: '#241813', cut: 'curly', clothes: '#FAF7F2' },
  joao: { ground: '#F3D9C9', skin: '#E0AD88', hair: '#8C857C', cut: 'wave', clothes: '#5C6B2E', extra: 'beard' },
  saida: { ground: '#E9D8E4', skin: '#C9905F', hair: '#2A1B14', cut: 'long', clothes: '#6E3B5E', extra: 'scarf' },
  gael: { ground: '#DDE3CC', skin: '#B47A50', hair: '#211915', cut: 'curly', clothes: '#B4451F', extra: 'moustache' },
  irene: { ground: '#F6E6BF', skin: '#EBBE98', hair: '#7A3E22', cut: 'bun', clothes: '#1C1A17', extra: 'earrings' },
  ruben: { ground: '#D3E6E8', skin: '#F1C8A8', hair: '#C58A3A', cut: 'short', clothes: '#6E3B5E', extra: 'scarf' },
};

/** An SVG picture, or null for whoever has none drawn. */
export function faceOf(key: string): string | null {
  const face = faces[key];
  if (!face) return null;
  const cut = cuts[face.cut];
  const extra = face.extra ? extras[face.extra].replace('HAIR', face.hair) : '';
  const smile = key.charCodeAt(0) % 2 === 0 ? 'M108 160 Q128 178 148 160' : 'M112 162 Q128 172 146 158';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">
<rect width="256" height="256" fill="${face.ground}"/>
<path d="${cut.back}" fill="${face.hair}"/>
<path d="M28 256 Q34 196 100 190 L156 190 Q222 196 228 256Z" fill="${face.clothes}"/>
<path d="M106 168 H150 V196 Q128 216 106 196Z" fill="${face.skin}"/>
<ellipse cx="128" cy="120" rx="60" ry="66" fill="${face.skin}"/>
<circle cx="104" cy="122" r="6" fill="${ink}"/><circle cx="152" cy="122" r="6" fill="${ink}"/>
<path d="M92 104 Q104 96 116 103 M140 103 Q152 96 164 104" stroke="${ink}" stroke-opacity=".7" stroke-width="4" fill="none" stroke-linecap="round"/>
${face.extra === 'beard' ? extra : ''}
<path d="${smile}" stroke="${ink}" stroke-width="4.5" fill="none" stroke-linecap="round"/>
<path d="${cut.front}" fill="${face.hair}"/>
${face.extra === 'beard' ? '' : extra}
</svg>`;
}
