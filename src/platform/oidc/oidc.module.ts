import { Global, Module } from '@nestjs/common';
import { OidcProviders } from './oidc-providers.js';

@Global()
@Module({ providers: [OidcProviders], exports: [OidcProviders] })
export class OidcModule {}
