import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import jwt from 'jsonwebtoken';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { z } from 'zod';
import { id } from '../../contract/words.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { passportAnswer } from './passport-answer.js';

const ACCESS_TOKEN_SECONDS = 15 * 60;
const ALGORITHM = 'HS256';
const ISSUER = 'tertulia';
const AUDIENCE = 'tertulia:api';

/** Tokens that are remembered as ours: some for each device of a full hub. */
const KNOWN_MAX = 5_000;

const claims = z.object({ sub: id, sid: id, exp: z.int() });
/** Whom a token speaks for; whether that session still lives is asked of the table. */
export interface TokenSubject {
  accountId: string;
  sessionId: string;
}

interface Signed extends TokenSubject {
  /** In seconds since 1970. */
  exp: number;
}

/** Short-lived signed tokens: what requests and sockets carry. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  readonly #key: KeyObject;
  /** A signature that was right once stays right, and a device shows the same token with each request. */
  readonly #known = new Map<string, Signed>();

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    const key = createSecretKey(Buffer.from(config.secrets.accessTokenKey, 'base64url'));
    super({
      // Given as bytes, each verification would make a key of them, and first try whether they are a public one. The types know
      // bytes only.
      secretOrKeyProvider: (_request, _token, done) => void Reflect.apply(done, undefined, [null, key]),
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      // The hub's own clock decides, in `read`.
      ignoreExpiration: true,
    });
    this.#key = key;
  }

  // A register of its own: see passport-answer.ts.
  getPassportInstance(): passport.Authenticator {
    return new passport.Passport();
  }

  issue({ accountId, sessionId }: TokenSubject): { token: string; expiresAt: Date } {
    const issuedAt = Math.floor(this.clock.epochMs() / 1000);
    const exp = issuedAt + ACCESS_TOKEN_SECONDS;
    const payload = { sub: accountId, sid: sessionId, iss: ISSUER, aud: AUDIENCE, iat: issuedAt, exp };
    return { token: jwt.sign(payload, this.#key, { algorithm: ALGORITHM }), expiresAt: new Date(exp * 1000) };
  }

  /** Null where the token is not ours, was changed, or has run out. */
  async read(token: string): Promise<TokenSubject | null> {
    const signed = this.#known.get(token) ?? (await this.check(token));
    return signed === null || signed.exp * 1000 <= this.clock.epochMs() ? null : signed;
  }

  validate(payload: unknown): Signed | null {
    const { data } = claims.safeParse(payload);
    return data === undefined ? null : { accountId: data.sub, sessionId: data.sid, exp: data.exp };
  }

  private async check(token: string): Promise<Signed | null> {
    const signed = await passportAnswer<Signed>(this, { headers: { authorization: `Bearer ${token}` } });
    if (signed === null) return null;
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.set(token, signed);
    return signed;
  }
}
