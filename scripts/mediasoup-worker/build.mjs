// Builds the mediasoup worker out of the installed npm package against the libraries of the system.
//
//   node build.mjs PACKAGE_DIR OUTPUT_FILE
//
// Ends with code 3, naming Debian's packages, where compilers or libraries are missing. About 5 minutes on 2 cores. One build
// at a time; one that was interrupted is taken up where it was. The bandwidth estimator is the worker's built-in one (its own
// build option ms_use_builtin_bwe), which spares libwebrtc and abseil.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { lacking } from './lacking.mjs';
import { alone } from './lock.mjs';
import { runs, versionOf } from './place.mjs';

const LACKING = 3;

const [packageDir, wanted] = process.argv.slice(2);
if (!packageDir || !wanted) {
  console.error('usage: build.mjs PACKAGE_DIR OUTPUT_FILE');
  process.exit(2);
}
const output = resolve(wanted);
const build = `${output}.building`;
const worker = join(build, 'worker');
const run = (command, args) => execFileSync(command, args, { stdio: 'inherit', cwd: build });

const packages = lacking();
if (packages.length > 0) {
  console.error(packages.join(' '));
  process.exit(LACKING);
}
try {
  await alone(output, buildIt);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function buildIt() {
  // Somebody else may have built it while this one waited.
  if (runs(output)) return;
  prepare();
  try {
    run('ninja', ['-j', String(availableParallelism())]);
    const made = join(build, 'mediasoup-worker');
    chmodSync(made, 0o755);
    if (!runs(made)) throw new Error('What was built does not run.');
    // Beside each other in one folder, so it is there whole or not at all.
    renameSync(made, output);
  } finally {
    // Ended by a signal it never comes here; after a failure the next build begins from nothing.
    rmSync(build, { recursive: true, force: true });
  }
}

// What was half done when a build was interrupted ninja does again, if everything it begins with was there.
function prepare() {
  const stamp = join(build, 'prepared');
  const recipe = `${versionOf(packageDir)}\n${readFileSync(import.meta.filename, 'utf8')}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === recipe) return;
  rmSync(build, { recursive: true, force: true });
  mkdirSync(dirname(output), { recursive: true });
  cpSync(resolve(packageDir, 'worker'), worker, { recursive: true });
  cpSync(join(import.meta.dirname, 'shim'), join(build, 'shim'), { recursive: true });
  answerOpenSslControlCalls();
  generateSchemas();
  writeFileSync(join(build, 'build.ninja'), ninjaFile());
  writeFileSync(stamp, recipe);
}

// The worker's BIO callback answers 1 to every finished call that is not a plain return, so an
// OpenSSL built with kernel TLS (Debian's is) takes the BIO for a kernel one and leaves its write
// buffer out. Passing each finished call's own result on is what the callback means to do.
function answerOpenSslControlCalls() {
  const file = join(worker, 'src/RTC/DtlsTransport.cpp');
  const before = '(operationType == BIO_CB_RETURN)';
  const source = readFileSync(file, 'utf8');
  if (!source.includes(before))
    throw new Error(`${file}: BIO callback not as expected; check this patch against the new version`);
  writeFileSync(file, source.replace(before, '(operationType & BIO_CB_RETURN)'));
}

function generateSchemas() {
  const schemas = readdirSync(join(worker, 'fbs')).filter((name) => name.endsWith('.fbs'));
  const generated = join(build, 'generated/FBS');
  mkdirSync(generated, { recursive: true });
  const options = '--cpp --cpp-field-case-style lower --reflect-names --scoped-enums --filename-suffix';
  run('flatc', [...options.split(' '), '', '-o', generated, ...schemas.map((name) => join(worker, 'fbs', name))]);
}

function ninjaFile() {
  const meson = readFileSync(join(worker, 'meson.build'), 'utf8');
  const list = /common_sources = \[(.*?)\]/s.exec(meson)?.[1];
  if (!list) throw new Error('no common_sources in meson.build');
  const sources = [...list.matchAll(/'(src\/[^']+)'/g)].map((match) => match[1]).concat('src/main.cpp');
  const object = (source) => `objects/${source.replaceAll('/', '_').replace(/\.cpp$/, '.o')}`;
  const defines = 'NDEBUG MS_LITTLE_ENDIAN MS_EXECUTABLE MS_USE_BUILTIN_BWE FLATBUFFERS_LOCALE_INDEPENDENT=1';
  const flags = [
    '-std=c++20 -O2 -w -Ishim -Iworker/include -Igenerated',
    ...defines.split(' ').map((name) => `-D${name}`),
  ].join(' ');
  return [
    `rule compile\n  command = g++ ${flags} -MD -MF $out.d -c $in -o $out\n  depfile = $out.d\n  description = $in`,
    'rule link\n  command = g++ -o $out $in -luv -lssl -lcrypto -lsrtp2 -lpthread\n  description = link',
    ...sources.map((source) => `build ${object(source)}: compile worker/${source}`),
    `build mediasoup-worker: link ${sources.map(object).join(' ')}`,
    '',
  ].join('\n');
}
