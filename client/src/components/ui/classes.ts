/** `classes('a', open && 'b')` → `a b`. */
export const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ');
