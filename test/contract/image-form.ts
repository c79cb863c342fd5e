import sharp from 'sharp';

const face = sharp({ create: { width: 40, height: 40, channels: 3, background: '#c65' } })
  .png()
  .toBuffer();
/** A picture as a form sends it. */
export const imageForm = async (): Promise<FormData> => {
  const form = new FormData();
  form.set('image', new Blob([new Uint8Array(await face)], { type: 'image/png' }), 'cara.png');
  return form;
};
