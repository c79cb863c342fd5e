import { Injectable, type OnModuleInit } from '@nestjs/common';
import { markup } from '../../platform/archive/html.js';
import { filePath } from '../../platform/archive/packed.js';
import { Uploads } from '../../platform/uploads/uploads.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { MaterialsService } from './materials.service.js';

/** The materials of a room, for who takes it along. */
@Injectable()
export class MaterialCopies implements OnModuleInit {
  constructor(
    private readonly rooms: RoomsService,
    private readonly uploads: Uploads,
    private readonly materials: MaterialsService,
  ) {}

  onModuleInit(): void {
    const { uploads } = this;
    const listed = async (actor: Parameters<MaterialsService['list']>[0], roomId: string) =>
      (await this.materials.list(actor, { roomId })).materials;
    this.rooms.contributeToCopies({
      name: 'materials',
      async *pieces({ actor, id }) {
        const materials = await listed(actor, id);
        yield {
          path: 'materials.json',
          json: materials.map(({ file, addedBy: { id: by, name }, ...material }) => ({
            ...material,
            addedBy: { id: by, name },
            file: { ...file, path: filePath(file) },
          })),
        };
        for (const { file } of materials) yield { path: filePath(file), bytes: () => uploads.originalOf(file.id) };
      },
      section: {
        title: { es: 'Materiales', en: 'Materials' },
        async *body({ actor, id, when }) {
          const materials = await listed(actor, id);
          if (materials.length === 0) return;
          const lines = materials.map(
            ({ title, licence, file, addedBy, addedAt }) =>
              markup`<li><a href="${encodeURI(filePath(file))}">${title}</a> <span class="quiet">${[addedBy.name, when.day(addedAt), licence].filter(Boolean).join(' · ')}</span></li>`,
          );
          yield markup`<ul>${lines}</ul>`;
        },
      },
    });
  }
}
