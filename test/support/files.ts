import sharp from 'sharp';
import type { FileAddress, FileView } from '../../src/contract/uploads.contract.js';
import type { Answer, Person } from './person.js';

export const formOf = (name: string, bytes: Buffer | string, field = 'file'): FormData => {
  const form = new FormData();
  form.set(field, new Blob([new Uint8Array(Buffer.from(bytes))]), name);
  return form;
};

/** What the hub answers to an upload. */
export const upload = <T = FileView>(
  person: Person,
  roomId: string,
  name: string,
  bytes: Buffer | string,
): Promise<Answer<T>> => person.http.post<T>(`/api/rooms/${roomId}/files`, formOf(name, bytes));

/** A file that must be taken. */
export async function uploaded(
  person: Person,
  roomId: string,
  name: string,
  bytes: Buffer | string,
): Promise<FileView> {
  const { status, body } = await upload(person, roomId, name, bytes);
  if (status !== 201) throw new Error(`${name} was not taken: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The addresses that somebody is given of these files. */
export async function addressesOf(person: Person, roomId: string, ids: readonly string[]): Promise<FileAddress[]> {
  const { body } = await person.http.get<{ addresses: FileAddress[] }>(`/api/rooms/${roomId}/files?ids=${ids.join()}`);
  return body.addresses;
}

export const picture = (width = 60, height = 40): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#c65' } })
    .png()
    .toBuffer();
