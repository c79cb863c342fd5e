import { z } from 'zod';
import { ADDRESSES_MAX, ALT_MAX, ATTACHMENTS_MAX } from './limits.js';
import { id, line, timestamp } from './words.js';

/** Files that people bring: what is attached to messages, and materials. */
export const FILE_NAME_MAX = 120;

/** What the page can do with it; `file` is only for downloading. Found out from the bytes, never from the name. */
export const fileKind = z.enum(['image', 'pdf', 'audio', 'video', 'file']);
export type FileKind = z.infer<typeof fileKind>;

export const fileView = z
  .strictObject({
    id,
    name: z.string(),
    kind: fileKind,
    /** Media type of the bytes, such as `image/webp`. */
    type: z.string(),
    bytes: z.int().min(0),
    /** Of an image, in pixels and upright: the page keeps its place free before it has come. */
    width: z.int().min(1).nullable(),
    height: z.int().min(1).nullable(),
  })
  .meta({ id: 'File' });
export type FileView = z.infer<typeof fileView>;

/** A file as a message shows it. */
export const attachmentView = fileView
  .extend({
    /** What there is to see in it, for whoever cannot; may be empty. */
    alt: z.string(),
  })
  .meta({ id: 'Attachment' });
export type AttachmentView = z.infer<typeof attachmentView>;

/**
 * What a message says of its files: they were uploaded before, by the same person, to the same room. Left out where there are
 * none, so that a retry of a message from before there were files is still the same command.
 */
export const attachments = z
  .array(z.strictObject({ id, alt: line(0, ALT_MAX).default('') }))
  .max(ATTACHMENTS_MAX)
  .refine((files) => new Set(files.map((file) => file.id)).size === files.length, 'twice')
  .optional();

export const addressesQuery = z.strictObject({
  /** Ids of files, separated by commas. */
  ids: z
    .string()
    .max(ADDRESSES_MAX * 37)
    .regex(/^[0-9a-f,-]*$/i)
    .default('')
    .transform((ids) => ids.split(',').filter(Boolean))
    .pipe(z.array(id).max(ADDRESSES_MAX)),
});
/** Addresses that whoever holds them can open until they run out; each was given to somebody who may read the room. */
export const fileAddress = z
  .strictObject({
    id,
    /** In the page where its kind allows, otherwise as a download. */
    open: z.string(),
    download: z.string(),
    /** A small WebP, of images only. */
    thumbnail: z.string().nullable(),
    until: timestamp,
  })
  .meta({ id: 'FileAddress' });
export type FileAddress = z.infer<typeof fileAddress>;
export const fileAddresses = z.strictObject({ addresses: z.array(fileAddress) }).meta({ id: 'FileAddresses' });

/** The last part of `/api/files/…`: which file, in what form, until when, and the hub's own signature of that. */
export const fileTicket = z.string().regex(/^[0-9a-f-]{36}\.[odtr]\.[0-9a-z]{6,8}\.[\w-]{43}$/);
