import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import type { Actor } from '../../platform/actor/actor.js';
import { Ids } from '../../platform/ids/ids.js';
import { Uploads } from '../../platform/uploads/uploads.js';
import { MaterialsService } from '../materials/materials.service.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { type DemoPicture, pictures, rubric } from './script/files.js';

const ZONE = 'Europe/Madrid';
const HOUR = '18:00';

/** What the story has besides words: a picture, a material, and the meeting that it speaks of. */
@Injectable()
export class DemoExtras {
  constructor(
    private readonly rooms: RoomsService,
    private readonly materials: MaterialsService,
    private readonly uploads: Uploads,
    private readonly ids: Ids,
  ) {}

  /** As a message takes it. */
  async picture(author: Actor, roomId: string, which: DemoPicture): Promise<{ id: string; alt: string }> {
    const { name, alt, svg } = pictures[which];
    const bytes = await sharp(Buffer.from(svg)).png().toBuffer();
    const { id } = await this.uploads.receive(author, roomId, { name, bytes });
    return { id, alt };
  }

  async material(host: Actor, roomId: string): Promise<void> {
    const { name, title, licence, text } = rubric;
    const { id: fileId } = await this.uploads.receive(host, roomId, { name, bytes: Buffer.from(text) });
    await this.materials.add(host, { roomId, clientId: this.ids.next(), fileId, title, licence });
  }

  /** At six, as the room says: today where there is still time, otherwise tomorrow. */
  async meeting(host: Actor, roomId: string, { now, coming }: { now: Date; coming: readonly Actor[] }): Promise<void> {
    const wall = (at: number) => new Date(at).toLocaleString('sv', { timeZone: ZONE });
    const [today = '', time = ''] = wall(now.getTime()).split(' ');
    const date = time < '17:30' ? today : (wall(now.getTime() + 24 * 60 * 60_000).split(' ')[0] ?? today);
    const { meetingIds } = await this.rooms.scheduleMeeting(host, {
      ...{ roomId, clientId: this.ids.next(), title: 'Encuentro de la cohorte', date, time: HOUR, timeZone: ZONE },
      ...{ minutes: 60, waitingRoom: false, about: 'Traed la rúbrica y una duda. Abre Tomás.' },
      agenda: [
        { title: 'La prueba a ciegas en clase', minutes: 5 },
        { title: 'Rúbricas, de una en una', minutes: 40 },
        { title: 'Qué probamos la semana que viene', minutes: 15 },
      ],
    });
    for (const person of coming)
      for (const meetingId of meetingIds) await this.rooms.answerMeeting(person, { roomId, meetingId, answer: 'yes' });
  }
}
