import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Uploads } from '../uploads/uploads.js';
import { PersonalData } from './personal-data.js';

/** The files that somebody brought, as they are kept. Each goes with what shows it. */
@Injectable()
export class FilesPart implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly uploads: Uploads,
  ) {}

  onModuleInit(): void {
    const { uploads } = this;
    this.data.contribute({
      name: 'files',
      async *pieces(accountId) {
        for await (const file of uploads.ownedBy(accountId)) {
          const name = file.name.replace(/[\\/]/g, '_') || 'file';
          yield { path: `files/${file.id}/${name}`, bytes: () => uploads.originalOf(file.id) };
        }
      },
    });
  }
}
