import { Injectable } from '@nestjs/common';
import type { DirectoryPage, DirectoryQuery } from '../../contract/profiles.contract.js';
import { Clock } from '../../platform/clock/clock.js';
import { DIRECTORY_PAGE, DirectoryRepository } from './directory.repository.js';
import { nearZones } from './near-zones.js';

/** People of the community, found by what they show to whoever looks. */
@Injectable()
export class Directory {
  constructor(
    private readonly repository: DirectoryRepository,
    private readonly clock: Clock,
  ) {}

  async page(viewer: string, roommates: readonly string[], query: DirectoryQuery): Promise<DirectoryPage> {
    const { mine, zones } = await this.repository.zones(viewer);
    const near = nearZones(mine, zones, this.clock.now());
    const { people, ...found } = await this.repository.page({ viewer, roommates, near }, query);
    const shown = people.slice(0, DIRECTORY_PAGE);
    return {
      ...found,
      people: shown.map(({ id, name, kind, avatar, ...rest }) => ({ person: { id, name, kind, avatar }, ...rest })),
      next: people.length > DIRECTORY_PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  }
}
