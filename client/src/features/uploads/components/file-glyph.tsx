import { IconFile, IconFileTypePdf, IconMovie, IconMusic, IconPhoto } from '@tabler/icons-react';
import type { FileKind } from '@contract/uploads.contract.js';

const GLYPHS = { image: IconPhoto, pdf: IconFileTypePdf, audio: IconMusic, video: IconMovie, file: IconFile } as const;

export function FileGlyph({ kind, size = 22 }: { kind: FileKind; size?: number }) {
  const Glyph = GLYPHS[kind];
  return <Glyph size={size} stroke={1.5} aria-hidden />;
}
