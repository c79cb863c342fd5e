export const words = {
  kinds: { image: 'Imagen', pdf: 'PDF', audio: 'Audio', video: 'Vídeo', file: 'Archivo' },
  look: 'Abrir',
  open: 'Abrir {{name}}',
  download: 'Descargar',
  downloadNamed: 'Descargar {{name}}',
  picture: 'Imagen: {{name}}',
  gone: 'El archivo ya no está',
  failed: 'No se ha podido abrir aquí. Puedes descargarlo.',
  pdfIn: 'Contenido de {{name}}',
} as const;
