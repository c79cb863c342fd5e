import { session } from '../session/session.js';
import { isCode } from './api-error.js';
import { call, type CallOptions, type Method } from './call.js';

type Options = Omit<CallOptions, 'token'>;

/** A request as whoever is signed in. A token that the hub no longer takes is renewed once. */
async function asMe<T>(method: Method, path: string, options: Options): Promise<T> {
  const token = await session.token();
  try {
    return await call<T>(method, path, { ...options, token });
  } catch (failure) {
    if (!isCode(failure, 'not-signed-in')) throw failure;
    return call<T>(method, path, { ...options, token: await session.token(token) });
  }
}

/** The hub as the signed-in person sees it. Types come from the contract: `api.get<RoomList>('/api/rooms', …)`. */
export const api = {
  get: <T>(path: string, options: Options = {}) => asMe<T>('GET', path, options),
  post: <T>(path: string, body: object = {}, options: Options = {}) => asMe<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body: object = {}, options: Options = {}) => asMe<T>('PUT', path, { ...options, body }),
  patch: <T>(path: string, body: object, options: Options = {}) => asMe<T>('PATCH', path, { ...options, body }),
  delete: <T>(path: string, options: Options = {}) => asMe<T>('DELETE', path, options),
};
