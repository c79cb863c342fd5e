import { statfs } from 'node:fs/promises';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock, type Timer } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { DiskFullError } from './database-errors.js';

const EVERY_MS = 1_000;
// PostgreSQL stops altogether when it cannot make its next 16 MB log file, so writes end while there is still room for a few.
const REFUSE_BELOW_BYTES = 64 * 1024 * 1024;
const ACCEPT_ABOVE_BYTES = 80 * 1024 * 1024;

/** Knows whether the disk under DATA_DIR still has room for writes. */
@Injectable()
export class DiskWatch implements OnModuleInit, OnApplicationShutdown {
  #full = false;
  #timer: Timer | undefined;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  get full(): boolean {
    return this.#full;
  }

  /** Bytes of the disk under DATA_DIR; null where it cannot be looked at. */
  room(): Promise<{ free: number; total: number } | null> {
    return roomOn(this.config.dataDir);
  }

  /** Call it before a write; throws a DiskFullError, which `classify` names `disk-full`. */
  assertWritable(): void {
    if (this.#full)
      throw new DiskFullError('The disk of the hub is full; nothing can be stored until there is room again.');
  }

  async onModuleInit(): Promise<void> {
    await this.look();
    this.#timer = this.clock.setRepeating(() => void this.look(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    this.clock.clearTimer(this.#timer);
  }

  private async look(): Promise<void> {
    const room = await this.room();
    if (room === null) return;
    this.#full = room.free < (this.#full ? ACCEPT_ABOVE_BYTES : REFUSE_BELOW_BYTES);
  }
}

// A folder that cannot be looked at says nothing about room; PostgreSQL's own errors still speak.
async function roomOn(folder: string): Promise<{ free: number; total: number } | null> {
  try {
    const disk = await statfs(folder);
    return { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize };
  } catch {
    return null;
  }
}
