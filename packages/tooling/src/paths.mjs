import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, wherever it was cloned to. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');
/** Stamps, logs and compiled code; never committed, always safe to delete. */
export const cacheDir = join(root, '.cache');
export const logDir = join(cacheDir, 'logs');

/** @param {string} name A tool or Node itself, as the lockfile pins it. */
export const bin = (name) => join(root, 'node_modules', '.bin', name);

/**
 * What `npm run` adds for its own use. Handed on, it would make the npm and pnpm we start believe that they were
 * configured by a person.
 */
const npmNoise =
  /^npm_(package_|lifecycle_|command$|execpath$|node_execpath$|config_(local_prefix|global_prefix|prefix|node_gyp|npm_version|user_agent|init_module|noproxy|verify_deps_before_run)$)/;

/**
 * The environment for a tool: the caller's without npm's additions, and nothing that phones home.
 * @param {Record<string, string | undefined>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv(extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !npmNoise.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    ...extra,
  };
}
