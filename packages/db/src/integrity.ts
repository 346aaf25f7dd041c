import type { Db } from './client.ts';

export interface IntegrityFinding {
  name: string;
  count: number;
}

/**
 * Counts what must not be there. The database refuses most of it; this is for the day when someone restored half a
 * backup, switched constraints off, or we were wrong.
 */
export async function checkIntegrity(db: Db): Promise<IntegrityFinding[]> {
  const rows = await db.$queryRawUnsafe<{ name: string; count: bigint }[]>(allChecks);
  return rows.map(({ name, count }) => ({ name, count: Number(count) }));
}

const checks: Record<string, string> = {
  'messages without conversation': `
    FROM messages m LEFT JOIN conversations c ON c.id = m.conversation_id WHERE c.id IS NULL`,
  'messages without parent': `
    FROM messages m WHERE (m.parent_message_id IS NULL) <> (m.parent_position IS NULL)
      OR (m.parent_position IS NOT NULL AND NOT EXISTS (
        SELECT FROM messages p WHERE p.position = m.parent_position AND p.message_id = m.parent_message_id))`,
  'parents in another conversation': `
    FROM messages m JOIN messages p ON p.position = m.parent_position
    WHERE p.conversation_id <> m.conversation_id`,
  'messages in a cycle': `
    FROM messages WHERE position NOT IN (
      WITH RECURSIVE rooted AS (
        SELECT position FROM messages m
        WHERE parent_position IS NULL OR NOT EXISTS (SELECT FROM messages p WHERE p.position = m.parent_position)
        UNION
        SELECT m.position FROM messages m JOIN rooted r ON m.parent_position = r.position)
      SELECT position FROM rooted)`,
  'parents younger than their child': `
    FROM messages WHERE parent_position >= position`,
  'messages of another owner than their conversation': `
    FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.user_id <> c.user_id`,
  'runs of another owner than their conversation': `
    FROM runs r JOIN conversations c ON c.id = r.conversation_id WHERE r.user_id <> c.user_id`,
  'running runs without a sign of life': `
    FROM runs WHERE status = 'running' AND heartbeat_at < now() - interval '1 minute'`,
  'users but no administrator': `
    FROM (SELECT count(*) AS users, count(*) FILTER (WHERE role = 'ADMIN') AS admins FROM users) u
    WHERE users > 0 AND admins = 0`,
};

const allChecks = Object.entries(checks)
  .map(([name, rest]) => `SELECT '${name}' AS name, count(*) ${rest}`)
  .join('\nUNION ALL\n');
