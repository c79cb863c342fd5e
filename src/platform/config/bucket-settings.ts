/** Where a bucket is, and the keys to it. */
export interface BucketSettings {
  /** With the bucket as its path, without a slash at the end. */
  readonly url: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

interface Given {
  readonly BUCKET_URL?: string | undefined;
  readonly BUCKET_REGION: string;
  readonly BUCKET_ACCESS_KEY?: string | undefined;
  readonly BUCKET_SECRET_KEY?: string | undefined;
}

/** Undefined where files stay on the disk. The three that belong together are there together by now. */
export function bucketOf({
  BUCKET_URL,
  BUCKET_REGION,
  BUCKET_ACCESS_KEY,
  BUCKET_SECRET_KEY,
}: Given): BucketSettings | undefined {
  if (BUCKET_URL === undefined || BUCKET_ACCESS_KEY === undefined || BUCKET_SECRET_KEY === undefined) return undefined;
  const url = new URL(BUCKET_URL).href.replace(/\/+$/, '');
  return Object.freeze({ url, region: BUCKET_REGION, accessKey: BUCKET_ACCESS_KEY, secretKey: BUCKET_SECRET_KEY });
}
