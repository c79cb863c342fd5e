const said = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

/** What this hub is called: the server writes it into the page, so it is there before anything is asked. */
export const hubName = (): string => said('application-name') || 'Tertulia';

/** A path of the hub's own logo; empty where it has none. */
export const hubLogo = (): string => said('hub-logo');
