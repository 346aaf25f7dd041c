import { type Access, fail } from '@parley/data-provider/core';
import type { AdapterContext } from './context.ts';
import type { HasPermissions } from './mount-options.ts';

/** Refuses callers an endpoint is not for. Runs before any input is read. */
export async function checkAccess<C extends AdapterContext>(
  access: Access,
  ctx: C,
  hasPermissions: HasPermissions<C>,
): Promise<void> {
  if (access.kind === 'public' || access.kind === 'optional') return;
  const user: C['user'] = ctx.user;
  if (user === null) fail('unauthorized');
  if (access.kind === 'admin' && user.role !== 'ADMIN') fail('forbidden');
  if (access.kind !== 'permission') return;
  const allowed = await hasPermissions(user, access.type, access.permissions);
  if (!allowed) fail('forbidden', 'Forbidden: Insufficient permissions');
}
