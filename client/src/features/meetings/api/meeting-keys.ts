/** What this window was told about being let in, until the next snapshot. */
export const entryKey = (meetingId: string) => ['meetings', 'entry', meetingId] as const;
export const waitingKey = (meetingId: string) => ['meetings', 'waiting', meetingId] as const;
