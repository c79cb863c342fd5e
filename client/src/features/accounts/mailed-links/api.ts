import { call } from '../../../lib/api/call.js';

export const askReset = (email: string) => call<undefined>('POST', '/api/password-reset', { body: { email } });
export const checkReset = (token: string) => call<undefined>('POST', '/api/password-reset/check', { body: { token } });
export const resetPassword = (token: string, password: string) =>
  call<undefined>('POST', '/api/password-reset/complete', { body: { token, password } });
export const verifyEmail = (token: string) => call<undefined>('POST', '/api/verify-email', { body: { token } });
