import type { Db } from '@parley/db';

/** Whether the database answers now. */
export const isReachable = (db: Db): Promise<boolean> =>
  db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
