/** Whether one has asked for help, as one's own stream says. */
export const askedKey = (breakoutsId: string) => ['breakouts', 'asked', breakoutsId] as const;
