/** Who may call an endpoint. Checked by the adapter before the handler runs, for REST and tRPC alike. */
export type Access =
  | { kind: 'public' }
  /** Signed in or not; a bad token counts as signed out. */
  | { kind: 'optional' }
  | { kind: 'user' }
  | { kind: 'admin' }
  /** Holds every named permission through the account's role. */
  | { kind: 'permission'; type: PermissionType; permissions: readonly Permission[] };

export const permissionTypes = [
  'PROMPTS',
  'BOOKMARKS',
  'AGENTS',
  'MEMORIES',
  'MULTI_CONVO',
  'TEMPORARY_CHAT',
  'RUN_CODE',
  'WEB_SEARCH',
  'PEOPLE_PICKER',
  'MARKETPLACE',
  'FILE_SEARCH',
  'FILE_CITATIONS',
  'MCP_SERVERS',
  'REMOTE_AGENTS',
] as const;
export type PermissionType = (typeof permissionTypes)[number];

export const permissions = [
  'USE',
  'CREATE',
  'UPDATE',
  'READ',
  'SHARE',
  'SHARE_PUBLIC',
  'OPT_OUT',
  'VIEW_USERS',
  'VIEW_GROUPS',
  'VIEW_ROLES',
] as const;
export type Permission = (typeof permissions)[number];

/** These keep their exact `kind`, from which handler contexts are typed. */
export const anyone = { kind: 'public' } as const satisfies Access;
export const optionalUser = { kind: 'optional' } as const satisfies Access;
export const signedIn = { kind: 'user' } as const satisfies Access;
export const adminOnly = { kind: 'admin' } as const satisfies Access;
export const can = (type: PermissionType, ...needed: Permission[]) =>
  ({ kind: 'permission', type, permissions: needed }) as const satisfies Access;
