/** A PDF of these pages, each a line of letters that it does not bring along. */
export function pdfOf(pages: readonly string[]): Buffer {
  const kids = pages.map((_, at) => `${3 + at * 2} 0 R`).join(' ');
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (es) >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] /MediaBox [0 0 640 360] /Resources << /Font << /F ${font} >> >> >>`,
    ...pages.flatMap((text, at) => {
      const drawn = `0.7 0.27 0.12 rg 0 0 640 24 re f 0 g BT /F 42 Tf 48 180 Td (${text}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /Contents ${4 + at * 2} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}
