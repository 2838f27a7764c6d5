import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { settingsOverview } from './settings-overview.ts';

describe('the overview of settings', () => {
  const overview = settingsOverview(
    readConfig({
      DATABASE_URL: 'postgresql://deskhand:hunter2@db.internal:5432/deskhand?sslkey=hunter2',
      REDIS_URL: 'redis://:hunter2@cache.internal:6379',
      QDRANT_API_KEY: 'hunter2',
      ADMIN_PASSWORD: 'hunter2-hunter2',
      METRICS_TOKEN: 'hunter2-hunter2-hunter2',
      ALLOWED_ORIGINS: 'https://a.example, https://b.example',
      MESSAGES_PER_MINUTE: '7',
    }),
  );
  const shownFor = (name: string) => overview.settings.find((one) => one.name === name)?.value;

  it('shows values as they are in force, set or by default', () => {
    expect(shownFor('MESSAGES_PER_MINUTE')).toBe('7');
    expect(shownFor('PORT')).toBe('3000');
    expect(shownFor('ALLOWED_ORIGINS')).toBe('https://a.example, https://b.example');
    expect(shownFor('EMBEDDINGS_URL')).toBe('not set');
  });

  it('shows where a service is without the password to it', () => {
    expect(shownFor('DATABASE_URL')).toBe('postgresql://db.internal:5432/deskhand');
    expect(shownFor('REDIS_URL')).toBe('redis://cache.internal:6379');
  });

  it('shows of a secret only that it is set', () => {
    expect(shownFor('QDRANT_API_KEY')).toBe('set');
    expect(shownFor('EMBEDDINGS_API_KEY')).toBe('not set');
    expect(JSON.stringify(overview)).not.toContain('hunter2');
  });
});
