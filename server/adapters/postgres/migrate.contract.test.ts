import { expect, it } from 'vitest';
import { onEachDatabase } from '../../../e2e/servers/databases.ts';
import { migrate } from './migrate.ts';

onEachDatabase((name, makeDatabase) => {
  it(`migrations on ${name} run once, also when processes start together`, async () => {
    const { pool, close } = await makeDatabase();
    expect(await migrate(pool)).toEqual([]);
    await pool.query('drop schema public cascade; create schema public');
    const applied = await Promise.all([migrate(pool), migrate(pool), migrate(pool)]);
    expect(applied.map((names) => names.length > 0).sort()).toEqual([false, false, true]);
    expect(await migrate(pool)).toEqual([]);
    await close();
  });
});
