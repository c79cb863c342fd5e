// Files in a chat and materials in a room.
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { LONG_NAME } from './plant.mjs';

const picture = (from, to) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><defs><linearGradient id="g" x2="1" y2="1">
      <stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>
      <rect width="900" height="600" fill="url(#g)"/><circle cx="650" cy="210" r="120" fill="#faf7f2" opacity=".7"/></svg>`),
  )
    .png()
    .toBuffer();
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const MP3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(400_000, 7)]);

export async function plantFiles({ chat, materials, uploads }, { roomId, host, learner, long = false }) {
  const bring = async (actor, name, bytes) => (await uploads.receive(actor, roomId, { name, bytes })).id;
  const post = async (actor, text, ids, alt = '') =>
    chat.post(actor, {
      roomId,
      clientId: randomUUID(),
      text,
      replyTo: null,
      mentions: [],
      attachments: ids.map((id) => ({ id, alt })),
    });
  const add = async (actor, title, licence, name, bytes) =>
    materials.add(actor, { roomId, clientId: randomUUID(), fileId: await bring(actor, name, bytes), title, licence });
  if (long) {
    await add(learner, `${LONG_NAME} ${LONG_NAME}`, `Hecho por ${LONG_NAME}`, `${LONG_NAME}.pdf`, PDF);
    await post(learner, '', [await bring(learner, `${LONG_NAME}${LONG_NAME}.pdf`, PDF)]);
    return;
  }
  await add(host, 'Tema 1. Por dónde empezar', 'CC BY 4.0', 'tema 1.pdf', PDF);
  await add(host, 'Grabación de la primera tarde', 'Solo para la sala', 'tarde.mp3', MP3);
  await add(learner, 'Mapa de las ideas', '', 'mapa.png', await picture('#5c6b2e', '#e3a018'));
  await add(host, 'Datos para practicar', 'Dominio público', 'datos.csv', Buffer.from('a;b\n1;2\n'.repeat(900)));
  await post(
    host,
    'Así quedó la pizarra:',
    [await bring(host, 'pizarra.png', await picture('#b4451f', '#e3a018'))],
    'La pizarra de hoy',
  );
  const pictures = [
    ['#1f6e78', '#5c6b2e'],
    ['#6e3b5e', '#b4451f'],
    ['#e3a018', '#1f6e78'],
  ];
  const several = await Promise.all(
    pictures.map(async (pair, at) => bring(learner, `foto ${at + 1}.png`, await picture(...pair))),
  );
  await post(learner, '', several, 'Fotos de la tarde');
  await post(learner, 'Y el guion', [await bring(learner, 'guion.pdf', PDF)]);
}
