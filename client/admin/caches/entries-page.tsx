import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { type CacheTier, cacheTierSchema } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { cacheTierNames } from '../../kit/staff/words/names.ts';
import { Card } from '../parts/card.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { useCacheEntries } from './cache-queries.ts';
import { CachesFrame } from './caches-frame.tsx';
import { EntryDrawer } from './entry-drawer.tsx';
import { EntryTable } from './entry-table.tsx';

/** What is in the caches: to search, to read and to throw out. */
export function EntriesPage(): ReactNode {
  const [search, setSearch] = useState('');
  const [tier, setTier] = useState<CacheTier | null>(null);
  const [settled] = useDebouncedValue(search.trim(), 250);
  const [openedKey, setOpenedKey] = useState<string | null>(null);
  const query = useCacheEntries({ search: settled, tier });
  const isSearching = settled !== '' || tier !== null;
  return (
    <CachesFrame about="One stored answer serves the exact tier by its question's words, and the semantic tier by their meaning. The fragment tier keeps what searches found.">
      <Card
        title="Entries"
        about="The newest first"
        isFlush
        tools={
          <Group gap="xs">
            <TextInput
              aria-label="Search entries"
              placeholder="Words in question or answer"
              w={270}
              maxLength={200}
              leftSection={<Icon name="search" size={16} />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Select
              aria-label="Tier"
              placeholder="All tiers"
              w={130}
              clearable
              clearButtonProps={{ 'aria-label': 'All tiers' }}
              value={tier}
              onChange={(value) => setTier(cacheTierSchema.nullable().parse(value))}
              data={cacheTierSchema.options.map((value) => ({
                value,
                label: cacheTierNames[value],
              }))}
            />
          </Group>
        }
      >
        <Loaded query={query} what="The entries" placeholder={[200]}>
          {({ entries }) =>
            entries.length === 0 ? (
              <Nothing isSearching={isSearching} />
            ) : (
              <EntryTable entries={entries} onOpen={setOpenedKey} />
            )
          }
        </Loaded>
      </Card>
      <EntryDrawer entryKey={openedKey} onClose={() => setOpenedKey(null)} />
    </CachesFrame>
  );
}

function Nothing({ isSearching }: { isSearching: boolean }): ReactNode {
  return isSearching ? (
    <NothingYet icon="search" title="No entry matches">
      Search with fewer words, or in all tiers.
    </NothingYet>
  ) : (
    <NothingYet icon="layers" title="The caches are empty">
      An answer is kept when it was complete, verified and holds nothing personal. Ask a question in
      the sample shop, or answer a list of questions beforehand in the warm-up.
    </NothingYet>
  );
}
