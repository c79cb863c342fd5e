import type { ErrorBody } from '@contract/errors.contract.js';
import { ApiError, isErrorCode } from './api-error.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Query = Readonly<Record<string, string | number | boolean | undefined>>;
export interface CallOptions {
  query?: Query;
  /** JSON, or a form with a file. */
  body?: object;
  token?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** The answer is no JSON: a table, a calendar. */
  text?: boolean;
  /** Told the hub's own time of the answer (ms since 1970), where it says it: the device's clock may be wrong. */
  onServerTime?: (ms: number) => void;
}

const TIMEOUT_MS = 15_000;

export function pathWith(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

/** One request to the hub; every failure comes out as an ApiError, except that the caller gave up (its own `signal`). */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const { body, token, signal, timeoutMs = TIMEOUT_MS } = options;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body && !(body instanceof FormData)) headers['content-type'] = 'application/json';
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(pathWith(path, options.query), {
      method,
      headers,
      body: body instanceof FormData ? body : body && JSON.stringify(body),
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.text();
    if (!response.ok) throw failureOf(response.status, text);
    options.onServerTime?.(Date.parse(response.headers.get('date') ?? ''));
    return (options.text ? text : text ? JSON.parse(text) : undefined) as T;
  } catch (failure) {
    if (failure instanceof ApiError || signal?.aborted) throw failure;
    throw new ApiError(timeout.aborted ? 'no-answer' : 'offline');
  }
}

/** A proxy in between may answer with a page of its own instead of the hub's error body. */
export function failureOf(status: number, text: string): ApiError {
  const body = parsed(text);
  if (body) return ApiError.of(body);
  if (status === 413) return new ApiError('too-large');
  return new ApiError(status >= 502 && status <= 504 ? 'try-again' : 'internal');
}

function parsed(text: string): ErrorBody | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'code' in value && isErrorCode(value.code)
      ? (value as ErrorBody)
      : null;
  } catch {
    return null;
  }
}
