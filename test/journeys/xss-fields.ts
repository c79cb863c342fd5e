/**
 * Every text field of the contract and how it meets the payloads of the journeys `xss` and `xss-elsewhere`:
 * - `all`: all of them, several in one text where it is long enough, spread over many
 * - `lines`: those of one line that fit in it
 * - `some`: a few hundred characters of them
 * - otherwise why it needs none, in words
 * `contract.spec` compares it with the contract: a new field has to be named here.
 */
const NOBODY = 'nobody is ever shown it';
const SOUGHT = 'only looked for; shown in the field of whoever wrote it, as the drafts are';
const AS_MADE = 'kept and shown as the one it was made with';

export const xssFields: Readonly<Record<string, string>> = {
  // xss › no message becomes a program
  'chat:post text': 'all',
  'chat:edit text': AS_MADE,
  'chat:keep-draft text': 'all',
  'chat:remove-preview url': NOBODY,
  'GET /api/search q': 'lines',
  'GET /api/search after': NOBODY,
  // xss › no title, description, name or reason becomes a program
  'POST /api/rooms title': 'lines',
  'POST /api/rooms about': 'all',
  'rooms:edit title': AS_MADE,
  'rooms:edit about': AS_MADE,
  'POST /api/invites/:code/guest name': 'lines',
  'PUT /api/admin/people/:id/ban reason': 'lines',
  // xss › nothing that people show of themselves becomes a program
  'POST /api/accounts name': 'lines',
  'POST /api/session/elsewhere/register name': AS_MADE,
  'POST /api/setup name': AS_MADE,
  'PATCH /api/account name': AS_MADE,
  'PATCH /api/account about': 'lines',
  'PATCH /api/profile skills[]': 'lines',
  'PATCH /api/profile seeks[]': 'lines',
  'PATCH /api/profile offers[]': 'lines',
  'PATCH /api/profile links[].label': 'lines',
  'GET /api/people q': SOUGHT,
  'GET /api/people skill': SOUGHT,
  'GET /api/people seeks': SOUGHT,
  'GET /api/people offers': SOUGHT,
  // xss-elsewhere › nothing that a meeting, its minutes, a material or a picture says becomes a program
  'chat:post attachments[].alt': 'all',
  'meetings:schedule title': 'lines',
  'meetings:schedule about': 'all',
  'meetings:schedule agenda[].title': 'lines',
  'meetings:edit title': AS_MADE,
  'meetings:edit about': AS_MADE,
  'meetings:edit agenda[].title': AS_MADE,
  'meetings:rate word': 'lines',
  'minutes:edit summary': 'some',
  'minutes:edit own[].text': 'all',
  'minutes:edit words[].text': 'some',
  'materials:add title': 'lines',
  'materials:add licence': 'lines',
  'materials:edit title': AS_MADE,
  'materials:edit licence': AS_MADE,
  'breakouts:open rooms[].title': 'lines',
  'breakouts:broadcast text': 'some',
  // calls › … what is typed as a caption; recording › what of it was recorded
  'captions:say text': 'some',
  // xss-elsewhere › no report, no reason and no name that the administration gives becomes a program
  'chat:report words': 'all',
  'chat:hide reason': 'all',
  'chat:show reason': 'all',
  'chat:settle-reports reason': 'all',
  'rooms:mute reason': 'some',
  'rooms:ban reason': 'some',
  'PUT /api/admin/branding name': 'lines',
  'POST /api/account/tokens name': 'some',
  'POST /api/account/mentor-request why': 'some',
  // Secrets and what only the hub reads.
  'POST /api/accounts password': NOBODY,
  'POST /api/setup password': NOBODY,
  'POST /api/setup code': NOBODY,
  'POST /api/session password': NOBODY,
  'POST /api/account/password current': NOBODY,
  'POST /api/account/password next': NOBODY,
  'POST /api/account/upgrade password': NOBODY,
  'POST /api/account/export password': NOBODY,
  'POST /api/account/deletion password': NOBODY,
  'PUT /api/account/email password': NOBODY,
  'POST /api/password-reset/complete password': NOBODY,
  'POST /api/session/elsewhere/join password': NOBODY,
  'POST /api/session/elsewhere/complete response': NOBODY,
  'POST /api/admin/system/parked/retry listener': NOBODY,
  'POST /api/admin/system/parked/skip listener': NOBODY,
  'GET /api/admin/people q': SOUGHT,
  'GET /api/rooms q': SOUGHT,
  'GET /api/rooms after': NOBODY,
  'GET /api/rooms/:id/members q': SOUGHT,
};
