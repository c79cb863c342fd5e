import { Injectable } from '@nestjs/common';
import type { Branding as View } from '../../contract/branding.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import { Branding } from '../../platform/branding/branding.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { requireAdmin } from './admin.policy.js';

/** The name, logo and hue of the hub: who may set them, and what of it is written down. */
@Injectable()
export class BrandingAdmin {
  constructor(
    private readonly branding: Branding,
    private readonly audit: Audit,
  ) {}

  read(actor: Actor): View {
    requireAdmin(actor);
    return this.branding.now;
  }

  async set(actor: Actor, input: { name: string; hue: number | null }): Promise<View> {
    requireAdmin(actor);
    const view = await this.branding.set(input);
    await this.audit.record(actor, { deed: 'settings.branding-set', details: { ...input } });
    return view;
  }

  async setLogo(actor: Actor, bytes: Buffer | undefined): Promise<View> {
    requireAdmin(actor);
    const view = await this.branding.setLogo(bytes);
    await this.audit.record(actor, { deed: 'settings.branding-set', details: { logo: true } });
    return view;
  }

  async restore(actor: Actor): Promise<View> {
    requireAdmin(actor);
    const view = await this.branding.restore();
    await this.audit.record(actor, { deed: 'settings.branding-restored' });
    return view;
  }

  async logo(hash: string): Promise<Buffer> {
    const image = await this.branding.logo(hash);
    if (image === null) throw new DomainError('not-found');
    return image;
  }
}
